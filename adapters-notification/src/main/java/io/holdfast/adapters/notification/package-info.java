/// Where e-mail, Slack, SMS and webhooks attach, behind ports of the domain.
@NullMarked
package io.holdfast.adapters.notification;

import org.jspecify.annotations.NullMarked;
