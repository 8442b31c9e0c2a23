#pragma once

#include "gateway/core/clock.h"

#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <unordered_map>

namespace gateway::routing {

/// The load and speed of each model of each provider: attempts in progress, and the time until it begins to answer (an
/// exponentially weighted mean). Beyond a few thousand, unused entries are removed. Gateway thread.
class TargetStats {
    struct Target;

public:
    /// An attempt in progress; it ends when this object is destroyed. The stats must outlive it.
    class Attempt {
    public:
        Attempt() = default;
        explicit Attempt(std::shared_ptr<Target> target);
        Attempt(Attempt&&) noexcept = default;
        Attempt& operator=(Attempt&& other) noexcept;
        ~Attempt();

        /// It began to answer: for a stream, the first token; otherwise the whole answer.
        void answered(Milliseconds after, bool isStream);
        /// It failed after that time, which counts twice, so that a target that fails immediately does not appear to be
        /// the fastest.
        void failed(Milliseconds after, bool isStream);

    private:
        std::shared_ptr<Target> m_target;
    };

    Attempt begin(std::string_view provider, std::string_view model);

    int inFlight(std::string_view provider, std::string_view model) const;
    /// In milliseconds; empty if unknown.
    std::optional<double> latency(std::string_view provider, std::string_view model, bool isStream) const;

private:
    struct Mean {
        double value_ms = -1; ///< -1: no sample yet
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
