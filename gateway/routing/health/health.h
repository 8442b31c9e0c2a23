#pragma once

#include "failure_rules.h"
#include "outcome_window.h"
#include "rest.h"

#include "gateway/config/settings/provider_settings.h"
#include "gateway/core/clock.h"

#include <cstdint>
#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

namespace gateway::routing {

/// Which keys, models and providers are in cooldown after failures, and until when. Each goes through these states:
/// healthy, some failures in its window, in cooldown, cooldown expired (the next attempt is the trial, and others still
/// pass it over), healthy again. A failure of a conversation causes a cooldown for all kinds of operations; a failure
/// of another kind causes one for that kind only, which has its own limits and permissions. Gateway thread.
class Health {
public:
    /// What an attempt uses.
    struct Subject {
        std::string_view provider;
        std::string_view key; ///< may be empty
        std::string_view model;
        std::string_view operation = {}; ///< such as "images"; empty: a conversation
    };
    /// How it failed.
    struct Failure {
        config::FailureClass failure;
        Rests rests = Rests::Nothing;
        bool atOnce = false;
        Milliseconds rest{0};                   ///< 0: by the schedule
        std::optional<Milliseconds> limitedFor; ///< as stated by the provider
        Sentence reason;
        std::string_view words = {}; ///< see `Rest::words`
    };

    /// An attempt that was allowed. Without an outcome (cancelled, or the client's own error) nothing is recorded. The
    /// health, the settings and the texts of its subject must outlive this object.
    class Attempt {
    public:
        Attempt() = default;
        Attempt(Attempt&& other) noexcept { swap(other); }
        Attempt& operator=(Attempt&& other) noexcept
        {
            swap(other);
            return *this;
        }
        ~Attempt() { end(nullptr); }

        void succeeded();
        void failed(const Failure& failure) { end(&failure); }

    private:
        friend class Health;
        void swap(Attempt& other) noexcept;
        void end(const Failure* failure);

        Health* m_health = nullptr; ///< null once it has ended
        const config::KeyFailoverSettings* m_settings = nullptr;
        Subject m_subject;
        std::uint64_t m_number = 0;
    };

    /// `changed` is called when a cooldown begins or ends. `clock` must outlive this object; cooldowns are measured
    /// with its `now()`, so that setting the wall clock neither lengthens nor shortens one.
    Health(const Clock& clock, std::function<void()> changed);

    /// Why `subject` must be passed over now; null if it may be tried. Valid until the next call.
    const Rest* resting(const Subject& subject, const config::KeyFailoverSettings& settings) const;
    /// Begins an attempt with a subject that is not in cooldown; becomes the trial if its cooldown has expired.
    /// `settings` must outlive the attempt.
    Attempt begin(const Subject& subject, const config::KeyFailoverSettings& settings);

    /// Takes the result of a health check of something in cooldown.
    void checked(const Rest& rest, const config::KeyFailoverSettings& settings, bool isWell);
    /// Ends the cooldown as if it had never begun.
    void forget(const Rest& rest);

    /// The remaining cooldown of `rest`, which is one of these; not negative.
    Milliseconds left(const Rest& rest) const;
    /// All that are in cooldown or waiting for a trial. `until` follows the wall clock.
    std::vector<Rest> rests() const;
    /// Restores the cooldowns from when the program ended. From now on, no cooldown lasts longer than its original
    /// length, even if the wall clock was set in between.
    void restore(const std::vector<Rest>& rests);
    /// Removes the state of providers for which `keep` is false: they, or their keys, have changed.
    void forgetUnless(const std::function<bool(std::string_view provider)>& keep);

private:
    struct Entity {
        OutcomeWindow window;
        std::optional<Rest> rest = {};
        std::uint64_t trial = 0; ///< number of the attempt; 0: none
        int trialsWell = 0;      ///< since the cooldown began
    };

    template <class Visit> void visit(const Subject& subject, Visit visit) const;
    const Rest* restingFor(const Subject& subject, const Subject& asker, const config::KeyFailoverSettings& settings) const;
    Entity& entity(const Subject& subject, const config::KeyFailoverSettings& settings);
    void noteSuccess(const Attempt& attempt);
    void noteFailure(const Attempt& attempt, const Failure& failure);
    void endTrials(const Attempt& attempt);
    void setAside(Entity& entity, const Subject& subject, const config::KeyFailoverSettings& settings,
                  const Failure& failure);
    void setModelAside(const Attempt& attempt, const Failure& failure);
    bool noteWell(Entity& entity, const config::KeyFailoverSettings& settings);
    void restFor(Rest& rest, Milliseconds time) const;
    void followWallClock(Rest& rest) const;
    void makeRoom();

    const Clock& m_clock;
    std::function<void()> m_changed;
    std::uint64_t m_attempts = 0;
    std::unordered_map<std::string, Entity> m_entities; // empty while everything is healthy
};

} // namespace gateway::routing
