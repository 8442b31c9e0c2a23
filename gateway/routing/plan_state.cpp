#include "plan_state.h"

#include "gateway/config/config_file.h"
#include "gateway/config/settings/timestamp.h"
#include "gateway/core/json/json.h"
#include "gateway/core/json/json_fields.h"

#include <cmath>
#include <utility>

namespace gateway::routing {

namespace {

using providers::KeyMeter;
using providers::PlanWindow;

constexpr int kPlanVersion = 1;
constexpr std::size_t kMostKeys = 1000;
constexpr std::size_t kMostOfKey = 16; // of one key
constexpr std::size_t kLongestPlanName = 512;
constexpr double kMostKept = 1000;

bool isPlanName(const std::string& text) { return !text.empty() && text.size() <= kLongestPlanName; }

std::optional<WallTime> timeIn(const Json& json, const char* field) { return config::parseTimestamp(json::textOf(json, field)); }

Json jsonOf(const PlanWindow& window)
{
    Json json{{"window", window.name}, {"used_percent", window.usedPercent}};
    if (window.reset)
        json["reset"] = config::toTimestamp(*window.reset);
    if (window.usedUpAt)
        json["used_up_at"] = config::toTimestamp(*window.usedUpAt);
    return json;
}

std::optional<PlanWindow> windowOf(const Json& json)
{
    PlanWindow window;
    window.name = json::textOf(json, "window");
    const auto used = json::numberOf(json, "used_percent");
    if (!isPlanName(window.name) || !used || !(*used >= 0) || *used > kMostKept)
        return std::nullopt;
    window.usedPercent = *used;
    window.reset = timeIn(json, "reset");
    window.usedUpAt = timeIn(json, "used_up_at");
    return window;
}

std::optional<KeyMeter> meterOf(const Json& json)
{
    KeyMeter meter;
    meter.provider = json::textOf(json, "provider");
    meter.key = json::textOf(json, "key");
    meter.windowsAsOf = timeIn(json, "as_of");
    for (const Json& each : json::listOf(json, "windows"))
        if (auto window = windowOf(each); window && meter.windows.size() < kMostOfKey)
            meter.windows.push_back(std::move(*window));
    if (!isPlanName(meter.provider) || meter.key.size() > kLongestPlanName || !meter.windowsAsOf || meter.windows.empty())
        return std::nullopt;
    return meter;
}

} // namespace

std::string planStateText(const std::vector<KeyMeter>& meters)
{
    Json keys = Json::array();
    for (const KeyMeter& meter : meters) {
        if (meter.windows.empty() || !meter.windowsAsOf)
            continue;
        Json& key = keys.emplace_back(Json{{"provider", meter.provider}, {"key", meter.key}, {"as_of", config::toTimestamp(*meter.windowsAsOf)}});
        for (const PlanWindow& window : meter.windows)
            key["windows"].push_back(jsonOf(window));
    }
    return gateway::toText(Json{{"version", kPlanVersion}, {"keys", std::move(keys)}}) + '\n';
}

std::vector<KeyMeter> planStateOf(std::string_view text)
{
    std::vector<KeyMeter> meters;
    const auto json = parseJson(text);
    if (!json || json::integerOf(*json, "version") != kPlanVersion)
        return meters;
    for (const Json& each : json::listOf(*json, "keys"))
        if (auto meter = meterOf(each); meter && meters.size() < kMostKeys)
            meters.push_back(std::move(*meter));
    return meters;
}

std::vector<KeyMeter> plansIn(const QString& path)
{
    const auto text = config::readConfigFile(path);
    return text && *text ? planStateOf(**text) : std::vector<KeyMeter>();
}

} // namespace gateway::routing
