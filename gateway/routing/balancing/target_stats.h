#pragma once

#include "gateway/core/clock.h"

#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <unordered_map>

namespace gateway::routing {

/// How each model of each provider does: attempts under way, and how soon it begins
/// to answer (an exponentially weighted mean). What is no longer in use is forgotten
/// beyond a few thousand. Gateway thread.
class TargetStats {
    struct Target;

public:
    /// An attempt under way; its end is the end of this. The stats must outlive it.
    class Attempt {
    public:
        Attempt() = default;
        explicit Attempt(std::shared_ptr<Target> target);
        Attempt(Attempt&&) noexcept = default;
        Attempt& operator=(Attempt&& other) noexcept;
        ~Attempt();

        /// It began to answer: a stream with its first token, else with all of it.
        void answered(Milliseconds after, bool isStream);
        /// It failed after that time; counts as twice as long, lest the one that fails
        /// at once is taken for the fastest.
        void failed(Milliseconds after, bool isStream);

    private:
        std::shared_ptr<Target> m_target;
    };

    Attempt begin(std::string_view provider, std::string_view model);

    int inFlight(std::string_view provider, std::string_view model) const;
    /// Milliseconds; empty: not known yet.
    std::optional<double> latency(std::string_view provider, std::string_view model, bool isStream) const;

private:
    struct Mean {
        double value_ms = -1; ///< -1: nothing yet
        void take(double sample_ms);
    };
    struct Target {
        int inFlight = 0;
        Mean stream;
        Mean whole;
    };

    static std::string nameOf(std::string_view provider, std::string_view model);
    const Target* find(std::string_view provider, std::string_view model) const;
    void forgetUnused();

    std::unordered_map<std::string, std::shared_ptr<Target>> m_targets;
};

} // namespace gateway::routing
