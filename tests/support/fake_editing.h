#pragma once

#include "gateway/config/document.h"
#include "gateway/host/config_editing.h"

#include <functional>
#include <string>
#include <vector>

/// The configuration as text in memory: versions, undo, edits. `put` passes its content
/// to the gateway.
class FakeEditing final : public gateway::host::ConfigEditing {
    Q_OBJECT
public:
    using ConfigEditing::ConfigEditing;

    std::optional<std::string> draft; ///< the stored draft
    std::function<void(const gateway::config::Document&)> put; ///< called with a document that takes effect
    std::string text;   ///< of the file
    std::string inForce; ///< the valid text in effect
    std::vector<gateway::config::Version> versions; ///< the newest first
    std::vector<std::string> versionTexts;          ///< in the same order
    std::optional<gateway::Error> error;            ///< the next changes fail
    std::vector<gateway::config::Issue> refused;                 ///< why
    std::size_t stillRevoked = 0;                   ///< revoked keys that no version reactivates

    /// A change made as settings: the new content of the file.
    void changed(const std::string& next);
    /// Another program changed the file: undo is no longer possible.
    void endSteps();

    std::optional<Parts> undoable() const override;
    std::optional<Parts> redoable() const override;
    void undo(Done done) override;
    void redo(Done done) override;
    void afterChanges(std::function<void()> then) override;
    std::string textInForce() const override { return inForce; }
    void readText(std::function<void(gateway::config::FileText)> done) override;
    std::vector<gateway::config::Issue> check(const std::string& of) const override;
    void replaceText(std::string next, std::optional<std::string> base, Done done) override;
    void dropFields(std::vector<std::string> paths, Done done) override;
    std::vector<std::string> keysTakenByUndo() const override;
    gateway::Result<void> keepDraft(const std::string& kept) override;
    void readDraft(std::function<void(std::optional<std::string>)> done) override;
    void dropDraft() override { draft.reset(); }
    void listVersions(std::function<void(gateway::Result<std::vector<gateway::config::Version>>)> done) override;
    void readRestorable(int number, std::function<void(gateway::Result<Restorable>)> done) override;
    void readRestorable(std::string of, std::function<void(gateway::Result<Restorable>)> done) override;
    void restoreVersion(int number, Done done) override;
    void restoreText(std::string next, Done done) override;
    const std::vector<gateway::config::Issue>& refusals() const override { return refused; }

private:
    struct Step {
        std::string before;
        std::string after;
    };
    void apply(const std::string& next);
    gateway::Result<std::string> versionText(int number) const;
    void later(std::function<void()> call);

    int m_pending = 0; ///< calls that have not been answered
    std::vector<Step> m_done;
    std::vector<Step> m_undone;
};
