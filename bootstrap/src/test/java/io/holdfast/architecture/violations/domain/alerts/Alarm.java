package io.holdfast.architecture.violations.domain.alerts;

import io.holdfast.architecture.violations.domain.crm.Task;

/// Breaks rule 7c together with the task.
public record Alarm(Task task) {}
