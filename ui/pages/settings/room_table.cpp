#include "room_table.h"

#include "ui/fields/field_words.h"

#include <QCoreApplication>

#include <algorithm>

namespace ui::pages {

namespace {

struct OwnPlace {
    const char* room;
    const char* pattern;
};

/// Rows with a separate control.
constexpr OwnPlace kOwnPlaces[] = {
    {"general", "ui.language"},
    {"general", "ui.theme"},
    {"general", "ui.tray_icon"},
    {"general", "ui.close_to_tray"},
    {"general", "ui.ask_about_clients"},
    {"desktop", "ui.muted"},
    {"desktop", "ui.quiet_hours"},
    {"desktop", "ui.check_updates"},
};

RoomPart gatewayPart()
{
    return {RoomScope::File,
        {{QT_TRANSLATE_NOOP("ui::fields::FieldWords", "Base URL"), {"listen.address", "listen.http_port", "listen.https_port"}},
            {QT_TRANSLATE_NOOP("ui::fields::FieldWords", "Access"), {"listen.require_key", "listen.local_users", "listen.trusted_proxies", "listen.allowed_hosts", "listen.allowed_origins"}},
            {QT_TRANSLATE_NOOP("ui::fields::FieldWords", "Limits"), {"listen.max_header_bytes", "listen.max_body_bytes", "listen.max_total_body_bytes", "listen.stream_comment_ms"}},
            {QT_TRANSLATE_NOOP("ui::fields::FieldWords", "Certificate"), {"listen.tls.certificate", "listen.tls.key"}}}};
}

RoomPart providerPart()
{
    return {RoomScope::Providers,
        {{QT_TRANSLATE_NOOP("ui::fields::FieldWords", "Cooldown and health checks"),
             {"key_failover.enabled", "key_failover.failure_threshold", "key_failover.window_ms", "key_failover.check_interval_ms", "key_failover.mode",
                 "key_failover.success_threshold", "key_failover.check_timeout_ms", "key_failover.check_model"}},
            {QT_TRANSLATE_NOOP("ui::fields::FieldWords", "Timeouts"),
                {"timeouts.connect_ms", "timeouts.first_byte_ms", "timeouts.idle_ms", "timeouts.total_ms", "timeouts.min_bytes_per_second"}},
            {QT_TRANSLATE_NOOP("ui::fields::FieldWords", "Keep-alive and connection pool"), {"keepalive.enabled", "keepalive.idle_ms", "keepalive.pool"}}}};
}

RoomPart routePart()
{
    return {RoomScope::Routes,
        {{QT_TRANSLATE_NOOP("ui::fields::FieldWords", "Fallback"),
             {"fallback.on", "fallback.statuses", "fallback.max_attempts", "fallback.deadline_ms", "fallback.hedge_after_ms", "fallback.allow_degraded"}},
            {QT_TRANSLATE_NOOP("ui::fields::FieldWords", "Retries"), {"fallback.retries", "fallback.backoff_ms", "fallback.retry_on_failure_within_ms"}},
            {QT_TRANSLATE_NOOP("ui::fields::FieldWords", "Interrupted answers"), {"fallback.continue_partial"}}}};
}

RoomPart usagePart()
{
    return {RoomScope::File,
        {{QT_TRANSLATE_NOOP("ui::fields::FieldWords", "Retention"), {"usage.retention_days", "usage.totals_retention_days", "usage.max_size_mb", "responses.keep"}},
            {QT_TRANSLATE_NOOP("ui::fields::FieldWords", "Currency and exchange rate"),
                {"usage.currency", "usage.exchange_rate", "usage.refresh.prices_url", "usage.refresh.rate_url", "usage.refresh.schedule"}},
            {QT_TRANSLATE_NOOP("ui::fields::FieldWords", "Budgets"), {"usage.budgets"}},
            {QT_TRANSLATE_NOOP("ui::fields::FieldWords", "Prices"), {"usage.prices"}}}};
}

RoomPart exportPart()
{
    return {RoomScope::File,
        {{QT_TRANSLATE_NOOP("ui::fields::FieldWords", "Traces and metrics (OTLP)"),
             {"export.otlp.endpoint", "export.otlp.headers", "export.otlp.traces", "export.otlp.metrics", "export.otlp.protocol", "export.otlp.compression",
                 "export.otlp.interval_ms", "export.otlp.timeout_ms"}},
            {QT_TRANSLATE_NOOP("ui::fields::FieldWords", "GET /metrics"), {"export.metrics.higress_names"}},
            {QT_TRANSLATE_NOOP("ui::fields::FieldWords", "Log file"), {"log.level", "log.rooms", "log.format", "log.max_file_bytes", "log.files"}}}};
}

} // namespace

const std::vector<FieldRoomEntry>& fieldRooms()
{
    static const std::vector<FieldRoomEntry> rooms{
        {"gateway", {gatewayPart()}},
        {"resilience", {providerPart(), routePart()}},
        {"proxy", {{RoomScope::Providers, {{QT_TRANSLATE_NOOP("ui::fields::FieldWords", "Connection to the provider"), {"proxy", "ssl_verify", "ca_file"}}}}}},
        {"usage", {usagePart()}},
        {"export", {exportPart()}},
    };
    return rooms;
}

const FieldRoomEntry& fieldRoom(std::string_view id)
{
    const auto found = std::ranges::find(fieldRooms(), id, &FieldRoomEntry::id);
    Q_ASSERT(found != fieldRooms().end());
    return *found;
}

std::string baseOf(RoomScope scope)
{
    switch (scope) {
    case RoomScope::Providers: return "providers[]";
    case RoomScope::Routes: return "routes[]";
    case RoomScope::File: break;
    }
    return {};
}

QString SettingPlace::name() const { return fields::FieldWords::name(pattern); }
QString SettingPlace::sentence() const { return fields::FieldWords::sentence(pattern); }

std::vector<SettingPlace> settingPlaces()
{
    std::vector<SettingPlace> places;
    for (const OwnPlace& own : kOwnPlaces) places.push_back({own.room, own.pattern});
    for (const FieldRoomEntry& room : fieldRooms())
        for (const RoomPart& part : room.parts)
            for (const RoomSection& section : part.sections)
                for (const char* path : section.paths) {
                    const std::string base = baseOf(part.scope);
                    places.push_back({room.id, base.empty() ? std::string(path) : base + '.' + path});
                }
    return places;
}

} // namespace ui::pages
