#include "field_table.h"
#include "fields.h"

#include <array>

namespace gateway::config {

namespace {

constexpr int kMaxPriority = 1000000;
constexpr int kMaxAttempts = 100;

Shape<TargetSettings> targetShape()
{
    using T = TargetSettings;
    return object<T>({{
        row("provider", &T::provider, text(rules::kId, kMaxNameLength), "The id of a configured provider.",
            FieldKind::Required),
        row("model", &T::model, orNull(text()), "The upstream model; null keeps the requested one."),
        row("priority", &T::priority, wholeNumber(-kMaxPriority, kMaxPriority),
            "The higher comes first; lower ones are the fallback."),
        row("first", &T::first, boolean(), "Above all others of the route whatever their priority, such as chosen in the tray."),
        row("weight", &T::weight, wholeNumber(0, kMaxWeight), "Share among targets of the same priority."),
        part("parameters", &T::parameters, parametersShape(),
            "Changes to the parameters of the request; they win over the provider's."),
    }});
}

Shape<BalancerSettings> balancerShape()
{
    using B = BalancerSettings;
    return object<B>({{
        row("algorithm", &B::algorithm, oneOf({"roundrobin", "chash", "least_busy", "fastest", "cheapest", "sticky"}),
            "How to choose among targets of the same priority."),
        row("hash_on", &B::hashOn, oneOf({"vars", "header", "cookie", "consumer", "vars_combinations"}),
            "What chash hashes."),
        row("key", &B::key, text(),
            "Name of the header, cookie or variable that is hashed; a text with $variables for vars_combinations."),
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
            "The failures after which the next target is tried."),
        row("statuses", &F::statuses, listOf(wholeNumber(400, 599)),
            "HTTP statuses after which the next target is tried, too."),
        row("retries", &F::retries, wholeNumber(0, kMaxAttempts), "How often the same target is tried again."),
        row("max_attempts", &F::maxAttempts, wholeNumber(1, kMaxAttempts),
            "Most attempts for one request, over all targets."),
        row("deadline_ms", &F::deadline_ms, orNull(wholeNumber(1, kDay_ms)),
            "Limit for all attempts before the first byte; null is none."),
        row("retry_on_failure_within_ms", &F::retryOnFailureWithin_ms, orNull(wholeNumber(1, kHour_ms)),
            "Only an attempt that failed within this time is tried again; null is any."),
        row("backoff_ms", &F::backoff_ms, wholeNumber(0, kHour_ms), "Wait before the same target is tried again."),
        row("hedge_after_ms", &F::hedgeAfter_ms, orNull(wholeNumber(1, kHour_ms)),
            "After this time without an answer the next target is asked as well; null is never."),
        row("allow_degraded", &F::allowDegraded, boolean(),
            "Whether a target may be used whose model cannot take all of the request: its tools, images, length or schema."),
        row("continue_partial", &F::continuePartial, boolean(),
            "Whether a stream that broke off is continued by the next target."),
    }});
}

std::string targetIdentity(const TargetSettings& target)
{
    return target.provider + '\n' + target.model.value_or(std::string());
}

FieldTable<RouteSettings> routeFields()
{
    using R = RouteSettings;
    return {
        row("id", &R::id, text(rules::kId, kMaxNameLength), "Names the route.", FieldKind::Required),
        row("enabled", &R::enabled, boolean(), "Whether the route is used."),
        part("match", &R::match, matchShape(),
            "Which requests take the route. Several of one kind are alternatives; the kinds must all hold; an empty "
            "kind always holds."),
        row("targets", &R::targets, listOf(targetShape(), Identity<TargetSettings>{targetIdentity}, 1),
            "Who may answer, at least one.", FieldKind::Required),
        part("balancer", &R::balancer, balancerShape(), "How to choose among targets of the same priority."),
        part("fallback", &R::fallback, fallbackShape(), "When the next target is tried."),
        row("client_credential", &R::clientCredential, boolean(),
            "Passes the client's own authorization on to the first target's provider, without fallback to another."),
        row("consumers", &R::consumers, listOf(text()),
            "Names of the consumers that may use the route; empty is everybody."),
        part("policies", &R::policies, policiesShape(), "Policies of this route, by name; null switches one off here."),
    };
}

} // namespace

const Shape<RouteSettings>& routeShape()
{
    static const Shape<RouteSettings> shape = object<RouteSettings>({routeFields()});
    return shape;
}

} // namespace gateway::config
