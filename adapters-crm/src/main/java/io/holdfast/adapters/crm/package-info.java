/// Where Salesforce, HubSpot, Dynamics 365 and Jira attach, behind ports of the domain.
@NullMarked
package io.holdfast.adapters.crm;

import org.jspecify.annotations.NullMarked;
