#include "experiment_check.h"

#include "gateway/config/fields/shape.h"

#include <QtGlobal>

#include <cstddef>
#include <map>
#include <string>

namespace gateway::config {

namespace {

constexpr std::size_t kArms = 2;

/// The target of an arm; null if there is none, which is reported.
const TargetSettings* targetOf(const RouteSettings& route, const ExperimentArmSettings& arm, const Place& place)
{
    const Place field = place.field("target");
    if (static_cast<std::size_t>(arm.target) >= route.targets.size()) {
        field.error({QT_TRANSLATE_NOOP("Configuration", "must be the index of a target of this route, from 0 to %1"), {std::to_string(route.targets.size() - 1)}});
        return nullptr;
    }
    const TargetSettings& target = route.targets[static_cast<std::size_t>(arm.target)];
    if (!target.model)
        field.error(QT_TRANSLATE_NOOP("Configuration", "must be a target with a \"model\" of its own: otherwise each request would compare other models"));
    else if (target.weight == 0)
        field.warning(QT_TRANSLATE_NOOP("Configuration", "has weight 0, so it is never used and the experiment does not run; set a weight above 0"));
    return &target;
}

void checkArms(const RouteSettings& route, const Place& place)
{
    const ExperimentSettings& experiment = *route.experiment;
    if (experiment.arms.size() != kArms || route.targets.empty())
        return; // reported already
    const Place arms = place.field("arms");
    const TargetSettings* const first = targetOf(route, experiment.arms[0], arms.item(0));
    const TargetSettings* const second = targetOf(route, experiment.arms[1], arms.item(1));
    if (first && second && first->provider == second->provider && first->model == second->model) {
        arms.item(1).field("target").error(QT_TRANSLATE_NOOP("Configuration", "must be another target than that of the first arm"));
        return;
    }
    for (std::size_t i = 0; i < kArms; ++i)
        if (experiment.arms[i].share == 0 && experiment.arms[1 - i].share > 0)
            arms.item(i).field("share").warning(QT_TRANSLATE_NOOP("Configuration", "is 0, so all requests go to the other arm and nothing can be shown; set a share above 0"));
}

void checkJudge(const ExperimentSettings& experiment, const Place& place)
{
    const bool isJudged = experiment.measure == "judge";
    if (isJudged && !experiment.judge)
        place.error(QT_TRANSLATE_NOOP("Configuration", "is missing: the measure \"judge\" needs a judge, as {\"model\": \"PROVIDER/MODEL\", \"rubric\": \"helpful\"}"));
    else if (!isJudged && experiment.judge)
        place.warning(QT_TRANSLATE_NOOP("Configuration", "is not used: \"measure\" is not \"judge\""));
}

} // namespace

void checkExperiments(const Settings& settings, const Mistakes& mistakes, const Place& root)
{
    std::map<std::string, std::string> routes; // by the name of their experiment
    for (std::size_t i = 0; i < settings.routes.size(); ++i) {
        const RouteSettings& route = settings.routes[i];
        const Place routeList = root.field("routes");
        const Place owner = routeList.item(i);
        const Place place = owner.field("experiment");
        if (!route.experiment || mistakes.touch(place.path()))
            continue;
        if (const auto [first, isNew] = routes.emplace(route.experiment->name, route.id); !isNew)
            place.field("name").error({QT_TRANSLATE_NOOP("Configuration", "is the name of the experiment of route \"%1\" too; choose another one"), {shownName(first->second)}});
        if (route.clientCredential)
            place.error(QT_TRANSLATE_NOOP("Configuration", "must not be set beside \"client_credential\": a client's own key is sent to the first target only; remove one of them"));
        checkJudge(*route.experiment, place.field("judge"));
        if (!mistakes.touch(owner.field("targets").path()))
            checkArms(route, place);
    }
}

} // namespace gateway::config
