#include "places.h"

#include "gateway/host/clients/tool_access.h"
#include "ui/models/gateway_parts.h"
#include "ui/models/gateway_model.h"
#include "ui/models/policies/placed_limit.h"
#include "ui/models/routes/match_text.h"
#include "ui/pages/settings/room_table.h"

#include <algorithm>
#include <set>
#include <string_view>

namespace ui::shell {

using gateway::usage::RequestField;
using gateway::usage::RequestFilter;

namespace {

/// A setting by its name on its page, with synonyms.
struct SettingName {
    const char* name;
    const char* words; ///< in English; the name is searched in the language in use
    const char* room;
    std::string_view pattern = {}; ///< of the field of the configuration that it is; empty: of none, or of several
};

constexpr SettingName kSettings[] = {
    {QT_TRANSLATE_NOOP("Commands", "Language"), "chinese english locale 语言 中文", "general", "ui.language"},
    {QT_TRANSLATE_NOOP("Commands", "Theme"), "dark light colour appearance 深色 浅色", "general", "ui.theme"},
    {QT_TRANSLATE_NOOP("Commands", "Keep running when the window is closed"), "tray minimise quit", "general", "ui.close_to_tray"},
    {QT_TRANSLATE_NOOP("Commands", "Ask about clients when quitting"), "quit exit restore tools", "general", "ui.ask_about_clients"},
    {QT_TRANSLATE_NOOP("Commands", "Start at login"), "autostart login boot 开机 自启动", "desktop"},
    {QT_TRANSLATE_NOOP("Commands", "Gateway address"), "base url endpoint port listen", "general"},
    {QT_TRANSLATE_NOOP("Commands", "HTTPS and certificate"), "tls ssl authority ca trust fingerprint", "gateway"},
    {QT_TRANSLATE_NOOP("Commands", "Keychain"), "kwallet keyring secret service locked keys 钥匙串 密钥", "keychain"},
    {QT_TRANSLATE_NOOP("Commands", "File locations"), "configuration data folder path config.json", "general"},
    {QT_TRANSLATE_NOOP("Commands", "Gateway log"), "messages lines level", "log"},
};

RequestFilter filterFor(RequestField field, const std::string& value)
{
    RequestFilter filter;
    filter.fields = {{field, value}};
    return filter;
}

/// Its names in both languages, whichever the window has.
QString namesOf(const gateway::config::ProviderSettings& provider, const models::CatalogSource& catalog)
{
    QStringList names{QString::fromStdString(provider.id)};
    const gateway::providers::CatalogEntry* const entry = catalog.find ? catalog.find(provider.type) : nullptr;
    if (entry) names << QString::fromStdString(entry->name) << QString::fromStdString(entry->chineseName);
    return names.join(u' ');
}

QString namesOf(const gateway::config::RouteSettings& route)
{
    QStringList names;
    names << models::MatchText(route.match).models; // in text notation: "gpt-*"
    for (const auto& target : route.targets) names << QString::fromStdString(target.provider) << QString::fromStdString(target.model.value_or(std::string()));
    return names.join(u' ');
}

} // namespace

std::vector<Jump> Places::of(const Access& access, const models::GatewayModel& model, const PlaceDoors& doors)
{
    std::vector<Jump> jumps;
    const auto& settings = access.configuration().settings();
    for (const auto& provider : settings.providers) {
        const QString id = QString::fromStdString(provider.id);
        jumps.push_back({model.providerName(provider.id), tr("Provider"), QStringLiteral("nav-providers"), [open = doors.provider, id] { open(id); }, namesOf(provider, access.providers().catalog())});
    }
    for (const auto& route : settings.routes) {
        const QString id = QString::fromStdString(route.id);
        jumps.push_back({id, tr("Route"), QStringLiteral("nav-routes"), [open = doors.route, id] { open(id); }, namesOf(route), {}, false});
    }
    addModels(jumps, access, doors);
    for (const auto& consumer : settings.consumers) {
        jumps.push_back({QString::fromStdString(consumer.name), tr("Consumer"), QStringLiteral("nav-clients"),
                         [open = doors.consumer, name = QString::fromStdString(consumer.name)] { open(name); }, {}, {}, false});
    }
    for (const models::PlacedLimit& limit : models::placedLimits(settings)) {
        const QString name = QString::fromStdString(limit.settings.name);
        jumps.push_back({name, tr("Limit"), QStringLiteral("nav-policies"), [open = doors.limit, name] { open(name); }, {}, {}, false});
    }
    addClients(jumps, access, doors);
    addSettings(jumps, doors);
    return jumps;
}

void Places::addClients(std::vector<Jump>& jumps, const Access& access, const PlaceDoors& doors)
{
    gateway::host::ToolAccess* const tools = access.configuration().tools();
    if (!tools) return;
    for (const gateway::clients::ClientEntry& client : tools->catalog()->entries()) {
        const QString id = QString::fromStdString(client.id);
        jumps.push_back({QString::fromStdString(client.name), tr("Client"), QStringLiteral("nav-clients"), [open = doors.client, id] { open(id); },
                         id + QStringLiteral(" set up setup tool program 设置 接入 程序"), {}, false});
    }
}

void Places::addModels(std::vector<Jump>& jumps, const Access& access, const PlaceDoors& doors)
{
    std::set<std::string> known;
    const auto add = [&](const std::string& name, RequestField field) {
        if (name.empty() || !known.insert(name).second) return;
        jumps.push_back({QString::fromStdString(name), tr("Model: its requests"), QStringLiteral("nav-requests"),
                         [open = doors.requests, name, field] { open(filterFor(field, name)); }, {}, {}, false});
    };
    for (const auto& route : access.configuration().settings().routes) {
        for (const auto& model : route.match.models)
            if (model.kind == gateway::config::TextMatch::Kind::Exact) add(model.text, RequestField::Asked);
        for (const auto& target : route.targets) add(target.model.value_or(std::string()), RequestField::Model);
    }
    for (const auto& provider : access.configuration().settings().providers)
        for (const std::string& name : provider.models.value_or(std::vector<std::string>())) add(name, RequestField::Model);
}

void Places::addSettings(std::vector<Jump>& jumps, const PlaceDoors& doors)
{
    for (const SettingName& setting : kSettings)
        jumps.push_back({QCoreApplication::translate("Commands", setting.name), tr("Setting"), QStringLiteral("nav-settings"),
                         [open = doors.settings, room = QString::fromLatin1(setting.room)] { open(room, {}); },
                         QString::fromUtf8(setting.words), {}, false});
    for (const pages::SettingPlace& place : pages::settingPlaces()) {
        if (std::ranges::find(kSettings, place.pattern, &SettingName::pattern) != std::end(kSettings)) continue; // already listed above
        jumps.push_back({place.name(), tr("Setting"), QStringLiteral("nav-settings"),
                         [open = doors.settings, room = QString::fromStdString(place.room), pattern = QString::fromStdString(place.pattern)] { open(room, pattern); },
                         QString::fromStdString(place.pattern) + u' ' + place.sentence(), {}, false});
    }
}

Jump Places::requestsWith(const QString& typed, const PlaceDoors& doors)
{
    return {tr("Requests with “%1”").arg(typed), tr("Search"), QStringLiteral("act-search"), [open = doors.requests, typed] {
                RequestFilter filter;
                for (const QString& word : typed.split(u' ', Qt::SkipEmptyParts)) filter.words.push_back(word.toStdString());
                open(filter);
            }};
}

} // namespace ui::shell
