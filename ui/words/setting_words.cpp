#include "setting_words.h"

#include <algorithm>
#include <array>
#include <utility>

namespace ui::words {

namespace {

constexpr std::array<std::pair<std::string_view, const char*>, 9> kNames{{
    {"region", QT_TRANSLATE_NOOP("ui::words::SettingWords", "Region")},
    {"project", QT_TRANSLATE_NOOP("ui::words::SettingWords", "Project")},
    {"resource", QT_TRANSLATE_NOOP("ui::words::SettingWords", "Resource")},
    {"deployment", QT_TRANSLATE_NOOP("ui::words::SettingWords", "Deployment")},
    {"api_version", QT_TRANSLATE_NOOP("ui::words::SettingWords", "API version")},
    {"account_id", QT_TRANSLATE_NOOP("ui::words::SettingWords", "Account ID")},
    {"account", QT_TRANSLATE_NOOP("ui::words::SettingWords", "Account")},
    {"host", QT_TRANSLATE_NOOP("ui::words::SettingWords", "Host")},
    {"gateway_url", QT_TRANSLATE_NOOP("ui::words::SettingWords", "Gateway address")},
}};

} // namespace

QString SettingWords::name(std::string_view setting)
{
    const auto found = std::ranges::find(kNames, setting, &std::pair<std::string_view, const char*>::first);
    return found == kNames.end() ? QString::fromUtf8(setting.data(), static_cast<qsizetype>(setting.size())) : tr(found->second);
}

} // namespace ui::words
