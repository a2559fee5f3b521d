/// Classes that break the rules, and what they need around them.
@NullMarked
package io.holdfast.architecture.violations.adapters.crm;

import org.jspecify.annotations.NullMarked;
