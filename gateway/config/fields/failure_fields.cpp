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
             row("name", &R::name, text(rules::kAny, kMaxNameLength), "Name of the rule, shown when a failure is explained.",
                 FieldKind::Required),
             row("class", &R::failure, oneOf<Class>(classWords()),
                 "Class of the failure; client_error: the request itself is at fault, not a key or model.",
                 FieldKind::Required),
             row("statuses", &R::statuses, listOf(statusShape()),
                 "HTTP statuses, such as 429 or \"5xx\"; 200 means an error inside a 200 answer. Empty: any."),
             row("words", &R::words, listOf(text()),
                 "Words to find in the code, type or message of the error, ignoring case. Empty: any."),
             row("provider", &R::provider, orNull(text(rules::kId, kMaxNameLength)),
                 "Id or type of the provider; null: any."),
             row("rests", &R::rests, orNull(oneOfAll(kRests)), "What enters cooldown; null: as for the class."),
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
            "What is tried next; retries are limited by the route's retries. Null: built-in."),
        row("rests", &C::rests, orNull(oneOfAll(kRests)), "What enters cooldown; null: built-in."),
        row("at_once", &C::atOnce, orNull(boolean()),
            "Whether the first failure starts the cooldown, instead of the number in the provider's key_failover; null: built-in."),
        row("rest_ms", &C::rest_ms, orNull(wholeNumber(0, kDay_ms)),
            "Length of the cooldown if the provider does not report one; 0: by the provider's key_failover, null: built-in."),
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
            "Failure rules, checked before the built-in ones; the first match applies."),
        row("classes", &F::classes, mapOf(classShape(), rules::kFailureClass),
            "How each class of failures is handled, such as {\"rate_limited\": {\"then\": \"next_target\"}}."),
    }});
    return shape;
}

} // namespace gateway::config
