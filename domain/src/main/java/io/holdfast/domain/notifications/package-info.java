/// What is to be told to others, and when it was.
@NullMarked
package io.holdfast.domain.notifications;

import org.jspecify.annotations.NullMarked;
