#pragma once

#include "gateway/core/clock.h"
#include "gateway/providers/plan_window.h"

#include <functional>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace gateway::routing {

/// The plan windows of all keys as last reported, with a forecast for each. Gateway thread.
class PlanBook {
public:
    static constexpr std::chrono::hours kLookBack{1}; ///< of the forecast
    static constexpr int kFewestRequests = 10;        ///< within that time; with fewer there is no forecast
    static constexpr double kLeastMovement = 2;       ///< percent, as above
    static constexpr std::chrono::hours kTrust{1};    ///< for a window without a reset

    /// Takes what a provider reports about windows of a key; others of that key stay as they were.
    void take(const std::string& provider, const std::string& key, const std::vector<providers::PlanWindow>& reported, WallTime now);
    /// Counts a request that a key was used for.
    void count(std::string_view provider, std::string_view key, WallTime now);
    /// The windows of a key that have not been reset since they were reported.
    std::vector<providers::PlanWindow> windows(std::string_view provider, std::string_view key, WallTime now) const;
    /// The window of the key that is used most, if that is at least `percent`; null: none. Valid until the next call of
    /// a function that changes the book.
    const providers::PlanWindow* over(std::string_view provider, std::string_view key, int percent, WallTime now) const;
    bool isEmpty() const { return m_keys.empty(); }
    /// Removes the keys of providers for which `keep` is false.
    void forgetUnless(const std::function<bool(std::string_view provider)>& keep);

private:
    struct Sample {
        WallTime at;
        double usedPercent;
    };
    struct Window {
        providers::PlanWindow last;
        WallTime asOf;
        std::vector<Sample> samples; // at most one for each minute of the time looked back; oldest first
    };
    struct Key {
        std::vector<Window> windows;
        std::vector<std::pair<WallTime, int>> requests; // by minute; oldest first
    };

    static bool isKnown(const Window& window, WallTime now);
    static void add(Window& window, const providers::PlanWindow& reported, WallTime now);
    static void forecast(Key& key, WallTime now);
    const Key* find(std::string_view provider, std::string_view key) const;

    std::map<std::string, std::map<std::string, Key, std::less<>>, std::less<>> m_keys; // by provider and key
};

} // namespace gateway::routing
