#include "field_table.h"
#include "fields.h"

#include <array>

namespace gateway::config {

namespace {

constexpr int kMaxPriority = 1000000;
constexpr int kMaxAttempts = 100;
constexpr double kMostShadowCost = 1e6;
constexpr std::size_t kMaxExperimentName = 64;
constexpr int kMaxJudgedPerDay = 100'000;

Shape<TargetSettings> targetShape()
{
    using T = TargetSettings;
    return object<T>({{
        row("provider", &T::provider, text(rules::kId, kMaxNameLength), "Id of a configured provider.",
            FieldKind::Required),
        row("model", &T::model, orNull(text()), "Upstream model; null: the requested model."),
        row("priority", &T::priority, wholeNumber(-kMaxPriority, kMaxPriority),
            "Targets with higher priority come first; lower ones are fallbacks."),
        row("first", &T::first, boolean(), "Pinned to top: tried before all other targets whatever their priority, such as when chosen in the tray."),
        row("weight", &T::weight, wholeNumber(0, kMaxWeight), "Weight relative to other targets of the same priority."),
        part("parameters", &T::parameters, parametersShape(),
            "Changes to request parameters; they override those of the provider."),
    }});
}

Shape<BalancerSettings> balancerShape()
{
    using B = BalancerSettings;
    return object<B>({{
        row("algorithm", &B::algorithm, oneOf({"roundrobin", "chash", "least_busy", "fastest", "cheapest", "sticky"}),
            "Load balancing among targets of the same priority."),
        row("hash_on", &B::hashOn, oneOf({"vars", "header", "cookie", "consumer", "vars_combinations"}),
            "What is hashed by the algorithm chash."),
        row("key", &B::key, text(),
            "Hash key: name of the header, cookie or variable; text with $variables for vars_combinations."),
        row("cache_aware", &B::cacheAware, orNull(boolean()),
            "Whether a conversation stays with the target that has it in its prompt cache unless moving saves more than it costs; null: with "
            "cheapest and fastest, and instead of avoiding a key by its plan."),
    }});
}

Words<FailureClass> failureWords()
{
    Words<FailureClass> words;
    for (int i = 0; i <= static_cast<int>(FailureClass::EmptyAnswer); ++i)
        words.emplace_back(static_cast<FailureClass>(i), toText(static_cast<FailureClass>(i)));
    return words;
}

Shape<FallbackSettings> fallbackShape()
{
    using F = FallbackSettings;
    return object<F>({{
        row("on", &F::on, listOf(oneOf<FailureClass>(failureWords())),
            "Failures after which the next target is tried."),
        row("statuses", &F::statuses, listOf(wholeNumber(400, 599)),
            "Additional HTTP statuses after which the next target is tried."),
        row("retries", &F::retries, wholeNumber(0, kMaxAttempts), "Number of retries with the same target."),
        row("max_attempts", &F::maxAttempts, wholeNumber(1, kMaxAttempts),
            "Maximum number of attempts per request, over all targets."),
        row("deadline_ms", &F::deadline_ms, orNull(wholeNumber(1, kDay_ms)),
            "Deadline for the first byte, for all attempts together; null: none."),
        row("retry_on_failure_within_ms", &F::retryOnFailureWithin_ms, orNull(wholeNumber(1, kHour_ms)),
            "Retries only if the attempt failed within this time; null: always."),
        row("backoff_ms", &F::backoff_ms, wholeNumber(0, kHour_ms), "Initial retry delay."),
        row("hedge_after_ms", &F::hedgeAfter_ms, orNull(wholeNumber(1, kHour_ms)),
            "Hedging: the next target is tried as well after this time without an answer; null: never."),
        row("allow_degraded", &F::allowDegraded, boolean(),
            "Whether targets may be used whose model lacks a capability that the request needs: tools, images, context length or schema."),
        row("continue_partial", &F::continuePartial, boolean(),
            "Whether an interrupted stream is continued by the next target."),
        row("avoid_at", &F::avoidAt, orNull(wholeNumber(0, 100)),
            "Percent used of a plan window at which a key is used only if no other target can answer; 0: never avoided; null: plan.avoid_at of the provider."),
    }});
}

Shape<ShadowSettings> shadowShape()
{
    using S = ShadowSettings;
    return object<S>({{
        row("to", &S::to, text(rules::kTarget), "Target that gets the copies, as PROVIDER/MODEL. It needs a price.", FieldKind::Required),
        row("share", &S::share, number(0, 1), "Share of the requests that are copied, from 0 to 1."),
        row("max_cost_per_day", &S::maxCostPerDay, number(0, kMostShadowCost),
            "Maximum cost of the copies per day; a copy that could exceed it is not sent. Days begin at midnight in this machine's time zone.", FieldKind::Required),
        row("currency", &S::currency, currencyShape(), "Currency of the maximum cost; cost in the other currency is converted at the exchange rate."),
    }});
}

void checkArms(const Json& node, const ExperimentSettings& experiment, const Place& place)
{
    const auto arms = node.find("arms");
    if (arms == node.end() || !arms->is_array())
        return; // reported already
    if (experiment.arms.size() != 2)
        place.field("arms").error(QT_TRANSLATE_NOOP("Configuration", "must have two entries: an experiment compares two targets"));
    else if (experiment.arms[0].share + experiment.arms[1].share <= 0)
        place.field("arms").error(QT_TRANSLATE_NOOP("Configuration", "both shares are 0; set at least one above 0"));
}

Shape<ExperimentJudgeSettings> experimentJudgeShape()
{
    using J = ExperimentJudgeSettings;
    return object<J>({{
        row("model", &J::model, text(rules::kTarget), "Model that scores the answers, as PROVIDER/MODEL. It gets the conversations of clients.", FieldKind::Required),
        row("rubric", &J::rubric, text(), "What a good answer is: a text, or the name of a rubric that comes with Signalbox.", FieldKind::Required),
        row("max_per_day", &J::maxPerDay, wholeNumber(1, kMaxJudgedPerDay),
            "Maximum number of answers that are scored per day. Days begin at midnight in this machine's time zone."),
    }});
}

Shape<ExperimentSettings> experimentShape()
{
    using A = ExperimentArmSettings;
    using E = ExperimentSettings;
    auto arms = listOf(object<A>({{
        row("target", &A::target, wholeNumber(0, kMaxItems - 1), "Index of the target in the list of the route, from 0.", FieldKind::Required),
        row("share", &A::share, number(0, 1), "Share of the sessions that get this target first. Shares are relative to each other."),
    }}));
    arms.schema = [schema = std::move(arms.schema)] {
        Json two = schema();
        two["minItems"] = two["maxItems"] = 2;
        return two;
    };
    return object<E>({{
        row("name", &E::name, text(rules::kLimitName, kMaxExperimentName), "Name of the experiment, unique in the configuration. A new name begins a new experiment.", FieldKind::Required),
        row("arms", &E::arms, std::move(arms), "The two targets that are compared.", FieldKind::Required),
        row("by", &E::by, oneOf({"session"}), "What stays with an arm: session. A request without a session is assigned by its own id."),
        row("measure", &E::measure, oneOf({"error_rate", "latency", "cost", "judge"}),
            "What is compared: error_rate (of what clients saw), latency (of the whole answer), cost, or judge (the score of a judge)."),
        row("stop", &E::stop, boolean(), "Whether the winner gets all requests once it is shown."),
        row("judge", &E::judge, orNull(experimentJudgeShape()),
            "Judge that scores the answers, for the measure judge: one answer of each session, once its client has it; null: none."),
    }, checkArms});
}

std::string targetIdentity(const TargetSettings& target)
{
    return target.provider + '\n' + target.model.value_or(std::string());
}

FieldTable<RouteSettings> routeFields()
{
    using R = RouteSettings;
    return {
        row("id", &R::id, text(rules::kId, kMaxNameLength), "Id of the route.", FieldKind::Required),
        row("enabled", &R::enabled, boolean(), "Whether the route is enabled."),
        part("match", &R::match, matchShape(),
            "Conditions of the route. Entries of one condition are alternatives; all conditions must match; an empty condition always matches."),
        row("targets", &R::targets, listOf(targetShape(), Identity<TargetSettings>{targetIdentity}, 1),
            "Targets of the route, at least one.", FieldKind::Required),
        part("balancer", &R::balancer, balancerShape(), "Load balancing among targets of the same priority."),
        part("fallback", &R::fallback, fallbackShape(), "Fallback and retries."),
        row("client_credential", &R::clientCredential, boolean(),
            "Whether the client's own key is passed through to the provider of the first target, without fallback."),
        row("consumers", &R::consumers, listOf(text()),
            "Names of the consumers that may use the route; others are rejected. Empty: everyone."),
        row("shadow", &R::shadow, orNull(shadowShape()),
            "Shadow requests: once a client has its whole answer, a copy of its request goes to another target, for comparison; null: none."),
        row("experiment", &R::experiment, orNull(experimentShape()),
            "Experiment: sessions are divided between two targets of the route until one of them is shown to be better; null: none."),
        part("policies", &R::policies, policiesShape(), "Policies of this route, by name; null disables one here."),
    };
}

} // namespace

const Shape<RouteSettings>& routeShape()
{
    static const Shape<RouteSettings> shape = object<RouteSettings>({routeFields()});
    return shape;
}

} // namespace gateway::config
