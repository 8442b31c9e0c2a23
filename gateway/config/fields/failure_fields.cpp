#include "field_table.h"
#include "fields.h"

#include <QtGlobal>

namespace gateway::config {

namespace {

using Class = std::optional<FailureClass>;

Words<Class> classWords()
{
    Words<Class> words;
    for (std::size_t i = 0; i < kFailureClasses; ++i)
        words.emplace_back(static_cast<FailureClass>(i), toText(static_cast<FailureClass>(i)));
    words.emplace_back(std::nullopt, "client_error");
    return words;
}

template <class List> auto oneOfAll(const List& values)
{
    Words<typename List::value_type> words;
    for (const auto value : values)
        words.emplace_back(value, toText(value));
    return oneOf(std::move(words));
}

// 429, or "4xx".
Shape<StatusRange> statusShape()
{
    return plainShape<StatusRange>(
        [](const Json& node, StatusRange& value, const Place& place) {
            const auto number = wholeValue(node);
            const auto* text = node.get_ptr<const std::string*>();
            if (const auto hundred = hundredOf(text ? *text : std::string()))
                value = *hundred;
            else if (number && *number >= kLeastStatus && *number <= kMostStatus)
                value = {static_cast<int>(*number), static_cast<int>(*number)};
            else
                reportWrong(place, QT_TRANSLATE_NOOP("Configuration", "an HTTP status from 100 to 599, or \"1xx\" to \"5xx\""), node);
        },
        [](const StatusRange& value) {
            return value.from == value.to ? Json(value.from) : Json(toText(value));
        },
        [] {
            const Json number{{"type", "integer"}, {"minimum", kLeastStatus}, {"maximum", kMostStatus}};
            return Json{{"anyOf", Json::array({number, Json{{"type", "string"}, {"pattern", "^[1-5]xx$"}}})}};
        });
}

Shape<FailureRuleSettings> ruleShape()
{
    using R = FailureRuleSettings;
    return object<R>(
        {{
             row("name", &R::name, text(rules::kAny, kMaxNameLength), "Names the rule where a failure is explained.",
                 FieldKind::Required),
             row("class", &R::failure, oneOf<Class>(classWords()),
                 "What the failure is; client_error: the request itself is at fault, which no key or model is to blame "
                 "for.",
                 FieldKind::Required),
             row("statuses", &R::statuses, listOf(statusShape()),
                 "HTTP statuses, one of which it has, such as 429 or \"5xx\"; 200 is an error inside a 200. Empty is "
                 "any."),
             row("words", &R::words, listOf(text()),
                 "Words, one of which stands in the error's code, type or message, without case. Empty is any."),
             row("provider", &R::provider, orNull(text(rules::kId, kMaxNameLength)),
                 "The id or the type of the provider; null is any."),
             row("rests", &R::rests, orNull(oneOfAll(kRests)), "What is set aside; null is as the class says."),
         },
            [](const Json&, const R& value, const Place& place) {
                if (value.statuses.empty() && value.words.empty())
                    place.error(QT_TRANSLATE_NOOP("Configuration", "must have \"statuses\" or \"words\""));
            }});
}

Shape<FailureClassSettings> classShape()
{
    using C = FailureClassSettings;
    return object<C>({{
        row("then", &C::then, orNull(oneOfAll(kNexts)),
            "What is tried next; a retry only as often as the route's retries say. Null is as built in."),
        row("rests", &C::rests, orNull(oneOfAll(kRests)), "What is set aside; null is as built in."),
        row("at_once", &C::atOnce, orNull(boolean()),
            "Whether the first failure sets it aside, not only the number of the provider's key_failover; null is as "
            "built in."),
        row("rest_ms", &C::rest_ms, orNull(wholeNumber(0, kDay_ms)),
            "For how long, where the provider did not say; 0 is by the provider's key_failover, null as built in."),
    }});
}

} // namespace

const Shape<FailureSettings>& failuresShape()
{
    using F = FailureSettings;
    static const Shape<F> shape = object<F>({{
        row("rules", &F::rules,
            listOf(ruleShape(),
                Identity<FailureRuleSettings>{[](const FailureRuleSettings& r) { return r.name; }, "name"}),
            "Rules that tell failures apart; they are asked before the built-in ones, the first that fits decides."),
        row("classes", &F::classes, mapOf(classShape(), rules::kFailureClass),
            "What follows from a class of failures, such as {\"rate_limited\": {\"then\": \"next_target\"}}."),
    }});
    return shape;
}

} // namespace gateway::config
