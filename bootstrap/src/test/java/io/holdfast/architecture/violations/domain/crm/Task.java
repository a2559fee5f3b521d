package io.holdfast.architecture.violations.domain.crm;

import io.holdfast.architecture.violations.domain.alerts.Alarm;

/// Breaks rule 7c together with the alarm.
public record Task(Alarm alarm) {}
