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

/// Which keys, models and providers rest after failures, and until when. The state
/// of each goes: well, some failures in its window, resting, over (the next attempt
/// is the trial; the others go on passing it over), well again. What fails in a conversation
/// rests for all kinds of operations; what fails in another kind rests for that kind only:
/// its limits and rights are its own. Gateway thread.
class Health {
public:
    /// What an attempt is made with.
    struct Subject {
        std::string_view provider;
        std::string_view key; ///< may be empty
        std::string_view model;
        std::string_view operation = {}; ///< such as "images"; empty: a conversation
    };
    /// How it came out.
    struct Failure {
        config::FailureClass failure;
        Rests rests = Rests::Nothing;
        bool atOnce = false;
        Milliseconds rest{0};                   ///< 0: by the schedule
        std::optional<Milliseconds> limitedFor; ///< as the provider said
        std::string_view reason;
        std::string_view words = {}; ///< as `Rest::words`
    };

    /// An attempt that was let through. Without an outcome (cancelled, or the
    /// client's own error) it leaves no trace. The health, the settings and the
    /// texts of its subject must outlive it.
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

    /// `changed` is called when something begins or ends to rest. `clock` must outlive it; cooldowns are measured with its `now()`,
    /// so that setting the wall clock neither lengthens nor shortens one.
    Health(const Clock& clock, std::function<void()> changed);

    /// Why `subject` is to be passed over now; null: it may be tried. Valid until the next call.
    const Rest* resting(const Subject& subject, const config::KeyFailoverSettings& settings) const;
    /// Begins an attempt with a subject that is not resting; it takes the place of
    /// the trial where a rest is over. `settings` must outlive it.
    Attempt begin(const Subject& subject, const config::KeyFailoverSettings& settings);

    /// A check of our own at something that rests came out so.
    void checked(const Rest& rest, const config::KeyFailoverSettings& settings, bool isWell);
    /// The next attempt with it is made as if it had never rested.
    void forget(const Rest& rest);

    /// The remaining cooldown of `rest`, which is one of these; not negative.
    Milliseconds left(const Rest& rest) const;
    /// All that rests, or is to be tried. `until` follows the wall clock.
    std::vector<Rest> rests() const;
    /// Restores what rested when the program ended. No cooldown is longer from now on than its original length, even if
    /// the wall clock was set in between.
    void restore(const std::vector<Rest>& rests);
    /// Forgets the providers for which `keep` is false: they, or their keys, are others now.
    void forgetUnless(const std::function<bool(std::string_view provider)>& keep);

private:
    struct Entity {
        OutcomeWindow window;
        std::optional<Rest> rest = {};
        std::uint64_t trial = 0; ///< number of the attempt; 0: none
        int trialsWell = 0;      ///< since it rests
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
    std::unordered_map<std::string, Entity> m_entities; // empty while all is well
};

} // namespace gateway::routing
