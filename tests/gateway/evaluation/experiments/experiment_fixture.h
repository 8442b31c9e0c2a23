#pragma once

#include "gateway/evaluation/experiments/experiment.h"

#include "catch.h"

namespace gateway::evaluation::tests {

inline ExperimentPlan planFor(statistics::Measure measure)
{
    ExperimentPlan plan;
    plan.name = "cheaper";
    plan.measure = measure;
    plan.arms = {ExperimentArm{"openai/gpt-4o", 0.9}, ExperimentArm{"deepseek/deepseek-chat", 0.1}};
    return plan;
}

inline Experiment started(ExperimentPlan plan)
{
    auto experiment = Experiment::start(std::move(plan));
    REQUIRE(experiment);
    return *experiment;
}

} // namespace gateway::evaluation::tests
