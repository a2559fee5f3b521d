/// What every endpoint stands on: routes, access, bodies, replies, problems, limits, the access
/// log.
@NullMarked
package io.holdfast.adapters.web.http;

import org.jspecify.annotations.NullMarked;
