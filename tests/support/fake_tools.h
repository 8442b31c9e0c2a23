#pragma once

#include "gateway/clients/base_address.h"
#include "gateway/host/clients/tool_access.h"

#include <QTimer>

#include <algorithm>
#include <memory>
#include <optional>
#include <string>
#include <vector>

/// Replaces client setup: uses the real catalog, answers from the event loop, writes nothing.
class FakeTools final : public gateway::host::ToolAccess {
public:
    using State = gateway::clients::ClientState;

    FakeTools() : m_catalog(gateway::clients::ClientCatalog::load().value())
    {
        for (const auto& entry : m_catalog->entries()) {
            State state;
            state.id = entry.id;
            states.push_back(state);
        }
    }

    State& state(const std::string& id) { return *std::ranges::find(states, id, &State::id); }
    /// The states from the point of view of a gateway at that address.
    std::vector<State> statesFor(const std::string& base) const
    {
        std::vector<State> seen = states;
        for (State& state : seen)
            state.misses = state.isSetUp && gateway::clients::missesBase(state.base, base);
        return seen;
    }
    void install(const std::string& id, const char* foundAs)
    {
        state(id).isInstalled = true;
        state(id).foundAs = foundAs;
    }
    void setUpAt(const std::string& id, const QDateTime& when, gateway::clients::Drift drift = gateway::clients::Drift::None)
    {
        State& changed = state(id);
        changed.isInstalled = changed.isSetUp = changed.pointsHere = true;
        changed.consumer = m_catalog->find(id)->consumer;
        changed.setUpAt = when;
        changed.base = usualBase;
        changed.drift = drift;
    }

    std::shared_ptr<const gateway::clients::ClientCatalog> catalog() const override { return m_catalog; }
    void detect(const std::string& base, std::function<void(std::vector<State>)> done) override
    {
        bases.push_back(base);
        later([this, base, done = std::move(done)] { done(statesFor(base)); });
    }
    void setWatched(bool wanted) override { isWatched = wanted; }
    void askVersion(const std::string& client, Done<std::string> done) override
    {
        asked.push_back(client);
        later([this, client, done = std::move(done)] {
            if (!answeredVersion.empty()) setVersion(client, answeredVersion);
            done(answeredVersion.empty() ? gateway::Result<std::string>(gateway::failure(gateway::ErrorKind::InvalidRequest, gateway::asIs("it did not report its version in time")))
                                         : gateway::Result<std::string>(answeredVersion));
        });
    }
    /// With the first rule of the catalog, if any.
    void setVersion(const std::string& id, const std::string& version)
    {
        state(id).version = version;
        const auto& rules = m_catalog->find(id)->versions;
        state(id).versionRule = rules.empty() ? nullptr : &rules.front();
    }
    void plan(gateway::clients::SetupWish wish, Done<gateway::clients::SetupPlan> done) override
    {
        wishes.push_back(wish);
        later([this, wish, done = std::move(done)] {
            if (planError) return done(gateway::failure(*planError));
            gateway::clients::SetupPlan plan;
            plan.wish = wish;
            plan.model = wish.model;
            if (m_catalog->find(wish.client)->kind == gateway::clients::ClientKind::File) plan.files = files;
            plan.conflicts = conflicts;
            const auto& entry = *m_catalog->find(wish.client);
            plan.asked.push_back({wish.model.empty() ? entry.mainModel : wish.model, true});
            for (const std::string& own : entry.ownModels) plan.asked.push_back({own});
            std::erase_if(plan.asked, [](const gateway::clients::AskedModel& each) { return each.name.empty(); });
            plan.needsKey = !state(wish.client).isSetUp || state(wish.client).drift != gateway::clients::Drift::None;
            for (auto& file : plan.files) file.isUnchanged = !plan.needsKey && state(wish.client).base == wish.base;
            done(plan);
        });
    }
    void setUp(const gateway::clients::SetupPlan& plan, Done<gateway::Secret> done) override
    {
        written.push_back(plan);
        later([this, id = plan.wish.client, wished = plan.wish.base, done = std::move(done)] {
            if (writeError) return done(gateway::failure(*writeError));
            setUpAt(id, now);
            state(id).base = wished;
            Q_EMIT changed();
            done(gateway::Secret("sb-of-" + id));
        });
    }
    void planRestore(const std::string& client, Done<gateway::clients::RestorePlan> done) override
    {
        later([this, client, done = std::move(done)] {
            gateway::clients::RestorePlan plan;
            plan.client = client;
            for (const auto& file : files) plan.files.push_back({file, isExact, false, ledHere, kept, {}, elsewhere});
            done(plan);
        });
    }
    void restore(const gateway::clients::RestorePlan& plan, Done<void> done) override
    {
        restored.push_back(plan.client);
        later([this, id = plan.client, done = std::move(done)] {
            state(id).isSetUp = state(id).pointsHere = false;
            Q_EMIT changed();
            done({});
        });
    }

    std::vector<State> states;
    bool isWatched = false;
    std::vector<gateway::clients::FileChange> files; ///< of every plan
    std::vector<gateway::clients::Conflict> conflicts; ///< of every plan
    std::optional<gateway::Error> planError;
    std::optional<gateway::Error> writeError;
    bool isExact = true;
    bool ledHere = false;
    std::vector<std::string> kept; ///< of every restored file
    std::vector<std::string> elsewhere; ///< of every restored file
    QDateTime now; ///< time of setups
    std::string usualBase = "http://127.0.0.1:8080"; ///< of existing setups
    std::vector<std::string> bases;
    std::vector<gateway::clients::SetupWish> wishes;
    std::vector<gateway::clients::SetupPlan> written;
    std::vector<std::string> restored;
    std::vector<std::string> asked;  ///< clients whose version was queried
    std::string answeredVersion;     ///< empty: no version

private:
    void later(std::function<void()> what) { QTimer::singleShot(0, this, std::move(what)); }

    std::shared_ptr<const gateway::clients::ClientCatalog> m_catalog;
};

/// A change of a Continue file as pictures show it.
inline gateway::clients::FileChange continueChange()
{
    gateway::clients::FileChange change;
    change.path = change.target = QStringLiteral("/home/user/.continue/config.yaml");
    using Kind = gateway::DiffLine::Kind;
    change.diff = {{{Kind::Same, 12, 12, "models:"}, {Kind::Same, 13, 13, "  - name: Local"}, {Kind::Same, 14, 14, "    provider: ollama"},
        {Kind::Removed, 15, 0, "    apiBase: http://localhost:11434"}, {Kind::Added, 0, 15, "    apiBase: http://127.0.0.1:8080/v1"},
        {Kind::Added, 0, 16, "    apiKey: sb-***c41"}, {Kind::Same, 16, 17, "    model: AUTODETECT"}, {Kind::Same, 17, 18, "  # keep: my own notes"},
        {Kind::Same, 18, 19, "  - name: Autocomplete"}, {Kind::Removed, 19, 0, "    provider: mistral"}, {Kind::Added, 0, 20, "    provider: openai"},
        {Kind::Added, 0, 21, "    apiBase: http://127.0.0.1:8080/v1"}, {Kind::Same, 20, 22, "    model: fast"}}};
    return change;
}
