#include "field_words.h"

#include <QCoreApplication>

#include <array>

namespace ui::fields {

namespace {

constexpr std::array kValues{
    ValueName{"require_key=auto", QT_TRANSLATE_NOOP("ui::fields::FieldWords", "except from local callers")},
    ValueName{"require_key=always", QT_TRANSLATE_NOOP("ui::fields::FieldWords", "from every caller")},
    ValueName{"https_port=null", QT_TRANSLATE_NOOP("ui::fields::FieldWords", "off")},
    ValueName{"debug", QT_TRANSLATE_NOOP("ui::fields::FieldWords", "debug")},
    ValueName{"info", QT_TRANSLATE_NOOP("ui::fields::FieldWords", "information")},
    ValueName{"warning", QT_TRANSLATE_NOOP("ui::fields::FieldWords", "warnings")},
    ValueName{"error", QT_TRANSLATE_NOOP("ui::fields::FieldWords", "errors")},
    ValueName{"log.format=text", QT_TRANSLATE_NOOP("ui::fields::FieldWords", "text")},
    ValueName{"log.format=json", QT_TRANSLATE_NOOP("ui::fields::FieldWords", "JSON, one object per line")},
    ValueName{"USD", QT_TRANSLATE_NOOP("ui::fields::FieldWords", "US dollars")},
    ValueName{"CNY", QT_TRANSLATE_NOOP("ui::fields::FieldWords", "Chinese yuan")},
    ValueName{"schedule=off", QT_TRANSLATE_NOOP("ui::fields::FieldWords", "never")},
    ValueName{"schedule=daily", QT_TRANSLATE_NOOP("ui::fields::FieldWords", "every day")},
    ValueName{"schedule=weekly", QT_TRANSLATE_NOOP("ui::fields::FieldWords", "every week")},
    ValueName{"responses.keep=disk", QT_TRANSLATE_NOOP("ui::fields::FieldWords", "on disk")},
    ValueName{"responses.keep=memory", QT_TRANSLATE_NOOP("ui::fields::FieldWords", "in memory until Signalbox exits")},
    ValueName{"responses.keep=none", QT_TRANSLATE_NOOP("ui::fields::FieldWords", "not stored")},
    ValueName{"compression=none", QT_TRANSLATE_NOOP("ui::fields::FieldWords", "none")},
    ValueName{"exchange_rate=object", QT_TRANSLATE_NOOP("ui::fields::FieldWords", "Custom rate")},
    ValueName{"capture=object", QT_TRANSLATE_NOOP("ui::fields::FieldWords", "Store for a limited time")},
    ValueName{"usage.budgets=add", QT_TRANSLATE_NOOP("ui::fields::FieldWords", "Add a budget")},
    ValueName{"loop.action=warn", QT_TRANSLATE_NOOP("ui::fields::FieldWords", "warn")},
    ValueName{"loop.action=refuse", QT_TRANSLATE_NOOP("ui::fields::FieldWords", "refuse once")},
    ValueName{"period=day", QT_TRANSLATE_NOOP("ui::fields::FieldWords", "day")},
    ValueName{"period=week", QT_TRANSLATE_NOOP("ui::fields::FieldWords", "week")},
    ValueName{"period=month", QT_TRANSLATE_NOOP("ui::fields::FieldWords", "month")},
    ValueName{"usage.prices=add", QT_TRANSLATE_NOOP("ui::fields::FieldWords", "Add a price")},
    ValueName{"tiers=add", QT_TRANSLATE_NOOP("ui::fields::FieldWords", "Add a tier")},
    ValueName{"hours=add", QT_TRANSLATE_NOOP("ui::fields::FieldWords", "Add hours")},
    ValueName{"providers[].keys=add", QT_TRANSLATE_NOOP("ui::fields::FieldWords", "Add a key")},
    ValueName{"consumers[].keys=add", QT_TRANSLATE_NOOP("ui::fields::FieldWords", "Add a key")},
    ValueName{"targets=add", QT_TRANSLATE_NOOP("ui::fields::FieldWords", "Add a target")},
    ValueName{"traits=add", QT_TRANSLATE_NOOP("ui::fields::FieldWords", "Add an alternative")},
    ValueName{"times=add", QT_TRANSLATE_NOOP("ui::fields::FieldWords", "Add a time window")},
    ValueName{"proxy=system", QT_TRANSLATE_NOOP("ui::fields::FieldWords", "system proxy")},
    ValueName{"proxy=none", QT_TRANSLATE_NOOP("ui::fields::FieldWords", "none, connect directly")},
    ValueName{"proxy=url", QT_TRANSLATE_NOOP("ui::fields::FieldWords", "custom")},
    ValueName{"mode=passive", QT_TRANSLATE_NOOP("ui::fields::FieldWords", "passive: with the next request")},
    ValueName{"mode=active", QT_TRANSLATE_NOOP("ui::fields::FieldWords", "active: with small test requests")},
    ValueName{"algorithm=roundrobin", QT_TRANSLATE_NOOP("ui::fields::FieldWords", "weighted round robin")},
    ValueName{"algorithm=chash", QT_TRANSLATE_NOOP("ui::fields::FieldWords", "consistent hashing")},
    ValueName{"algorithm=least_busy", QT_TRANSLATE_NOOP("ui::fields::FieldWords", "least busy")},
    ValueName{"algorithm=fastest", QT_TRANSLATE_NOOP("ui::fields::FieldWords", "fastest")},
    ValueName{"algorithm=cheapest", QT_TRANSLATE_NOOP("ui::fields::FieldWords", "cheapest")},
    ValueName{"algorithm=sticky", QT_TRANSLATE_NOOP("ui::fields::FieldWords", "conversation affinity: the last target that answered")},
    ValueName{"hash_on=vars", QT_TRANSLATE_NOOP("ui::fields::FieldWords", "a variable")},
    ValueName{"hash_on=header", QT_TRANSLATE_NOOP("ui::fields::FieldWords", "a header")},
    ValueName{"hash_on=cookie", QT_TRANSLATE_NOOP("ui::fields::FieldWords", "a cookie")},
    ValueName{"hash_on=consumer", QT_TRANSLATE_NOOP("ui::fields::FieldWords", "the consumer")},
    ValueName{"hash_on=vars_combinations", QT_TRANSLATE_NOOP("ui::fields::FieldWords", "a combination of variables")},
    ValueName{"rate_limited", QT_TRANSLATE_NOOP("ui::fields::FieldWords", "rate limit")},
    ValueName{"server_error", QT_TRANSLATE_NOOP("ui::fields::FieldWords", "provider error")},
    ValueName{"unreachable", QT_TRANSLATE_NOOP("ui::fields::FieldWords", "unreachable")},
    ValueName{"timeout", QT_TRANSLATE_NOOP("ui::fields::FieldWords", "timeout")},
    ValueName{"key_rejected", QT_TRANSLATE_NOOP("ui::fields::FieldWords", "key rejected")},
    ValueName{"balance_gone", QT_TRANSLATE_NOOP("ui::fields::FieldWords", "balance used up")},
    ValueName{"model_missing", QT_TRANSLATE_NOOP("ui::fields::FieldWords", "model not found")},
    ValueName{"overloaded", QT_TRANSLATE_NOOP("ui::fields::FieldWords", "overloaded")},
    ValueName{"context_too_long", QT_TRANSLATE_NOOP("ui::fields::FieldWords", "context too long")},
    ValueName{"content_filtered", QT_TRANSLATE_NOOP("ui::fields::FieldWords", "content filtered")},
    ValueName{"empty_answer", QT_TRANSLATE_NOOP("ui::fields::FieldWords", "empty answer")},
    ValueName{"mon", QT_TRANSLATE_NOOP("ui::fields::FieldWords", "Monday")},
    ValueName{"tue", QT_TRANSLATE_NOOP("ui::fields::FieldWords", "Tuesday")},
    ValueName{"wed", QT_TRANSLATE_NOOP("ui::fields::FieldWords", "Wednesday")},
    ValueName{"thu", QT_TRANSLATE_NOOP("ui::fields::FieldWords", "Thursday")},
    ValueName{"fri", QT_TRANSLATE_NOOP("ui::fields::FieldWords", "Friday")},
    ValueName{"sat", QT_TRANSLATE_NOOP("ui::fields::FieldWords", "Saturday")},
    ValueName{"sun", QT_TRANSLATE_NOOP("ui::fields::FieldWords", "Sunday")},
    ValueName{"min_bytes_per_second=null", QT_TRANSLATE_NOOP("ui::fields::FieldWords", "any speed")},
    ValueName{"deadline_ms=null", QT_TRANSLATE_NOOP("ui::fields::FieldWords", "no limit")},
    ValueName{"retry_on_failure_within_ms=null", QT_TRANSLATE_NOOP("ui::fields::FieldWords", "any time")},
    ValueName{"hedge_after_ms=null", QT_TRANSLATE_NOOP("ui::fields::FieldWords", "never")},
    ValueName{"null", QT_TRANSLATE_NOOP("ui::fields::FieldWords", "not set")},
    ValueName{"true", QT_TRANSLATE_NOOP("ui::fields::FieldWords", "yes")},
    ValueName{"false", QT_TRANSLATE_NOOP("ui::fields::FieldWords", "no")},
};

} // namespace

std::span<const ValueName> valueNames() { return kValues; }

} // namespace ui::fields
