#include "plan_book.h"

#include <algorithm>
#include <chrono>
#include <cmath>

namespace gateway::routing {

namespace {

using providers::PlanWindow;

constexpr double kWholePlan = 100; // percent
constexpr std::chrono::hours kFarthest{24 * 366}; // a forecast beyond that means nothing

WallTime minuteOf(WallTime time) { return std::chrono::floor<std::chrono::minutes>(time); }

} // namespace

/// An unknown reset must not keep a key from being used for ever: without use there is no new report.
bool PlanBook::isKnown(const Window& window, WallTime now)
{
    return window.last.reset ? !window.last.isOver(now) : now - window.asOf < kTrust;
}

void PlanBook::take(const std::string& provider, const std::string& key, const std::vector<PlanWindow>& reported, WallTime now)
{
    if (reported.empty())
        return;
    Key& known = m_keys[provider][key];
    std::erase_if(known.windows, [now](const Window& window) { return !isKnown(window, now); });
    for (const PlanWindow& each : reported) {
        auto window = std::ranges::find(known.windows, each.name, [](const Window& one) -> const std::string& { return one.last.name; });
        if (window == known.windows.end())
            window = known.windows.insert(known.windows.end(), Window{});
        add(*window, each, now);
    }
    forecast(known, now);
}

/// Of one minute the last report counts. Less use than before means that the window was reset.
void PlanBook::add(Window& window, const PlanWindow& reported, WallTime now)
{
    if (reported.usedPercent < window.last.usedPercent)
        window.samples.clear();
    window.last = reported;
    window.asOf = now;
    std::erase_if(window.samples, [now](const Sample& sample) { return sample.at < now - kLookBack || sample.at > now; });
    if (window.samples.size() > 1 && minuteOf(window.samples.back().at) == minuteOf(now))
        window.samples.pop_back();
    window.samples.push_back({now, reported.usedPercent});
}

void PlanBook::count(std::string_view provider, std::string_view key, WallTime now)
{
    const auto keys = m_keys.find(provider);
    if (keys == m_keys.end())
        return;
    const auto known = keys->second.find(key);
    if (known == keys->second.end())
        return;
    auto& requests = known->second.requests;
    std::erase_if(requests, [now](const auto& minute) { return minute.first < minuteOf(now - kLookBack) || minute.first > now; });
    if (requests.empty() || requests.back().first != minuteOf(now))
        requests.emplace_back(minuteOf(now), 0);
    ++requests.back().second;
}

/// A straight line through the samples, by least squares, from the last report on.
void PlanBook::forecast(Key& key, WallTime now)
{
    int requests = 0;
    for (const auto& [minute, count] : key.requests)
        requests += minute >= minuteOf(now - kLookBack) ? count : 0;
    for (Window& window : key.windows) {
        window.last.usedUpAt.reset();
        const std::vector<Sample>& samples = window.samples;
        if (requests < kFewestRequests || samples.size() < 2 || samples.back().usedPercent - samples.front().usedPercent < kLeastMovement)
            continue;
        const auto secondsOf = [&](const Sample& sample) { return std::chrono::duration<double>(sample.at - samples.front().at).count(); };
        const auto count = static_cast<double>(samples.size());
        double time = 0;
        double used = 0;
        for (const Sample& sample : samples) {
            time += secondsOf(sample) / count;
            used += sample.usedPercent / count;
        }
        double product = 0;
        double square = 0;
        for (const Sample& sample : samples) {
            product += (secondsOf(sample) - time) * (sample.usedPercent - used);
            square += (secondsOf(sample) - time) * (secondsOf(sample) - time);
        }
        if (!(square > 0) || !(product > 0))
            continue;
        const double left_s = std::max(0.0, kWholePlan - window.last.usedPercent) * square / product;
        if (left_s > std::chrono::duration<double>(kFarthest).count())
            continue;
        const WallTime at = window.asOf + std::chrono::duration_cast<WallTime::duration>(std::chrono::duration<double>(left_s));
        if (!window.last.reset || at < *window.last.reset)
            window.last.usedUpAt = at;
    }
}

const PlanBook::Key* PlanBook::find(std::string_view provider, std::string_view key) const
{
    const auto keys = m_keys.find(provider);
    if (keys == m_keys.end())
        return nullptr;
    const auto known = keys->second.find(key);
    return known == keys->second.end() ? nullptr : &known->second;
}

std::vector<PlanWindow> PlanBook::windows(std::string_view provider, std::string_view key, WallTime now) const
{
    std::vector<PlanWindow> all;
    if (const Key* const known = find(provider, key))
        for (const Window& window : known->windows)
            if (isKnown(window, now))
                all.push_back(window.last);
    return all;
}

const PlanWindow* PlanBook::over(std::string_view provider, std::string_view key, int percent, WallTime now) const
{
    const PlanWindow* fullest = nullptr;
    if (const Key* const known = find(provider, key))
        for (const Window& window : known->windows)
            if (window.last.usedPercent >= percent && isKnown(window, now) && (!fullest || window.last.usedPercent > fullest->usedPercent))
                fullest = &window.last;
    return fullest;
}

void PlanBook::forgetUnless(const std::function<bool(std::string_view provider)>& keep)
{
    std::erase_if(m_keys, [&keep](const auto& keys) { return !keep(keys.first); });
}

} // namespace gateway::routing
