#pragma once

#include "gateway/config/config_file.h"
#include "gateway/config/fields/issue.h"
#include "gateway/config/history/config_history.h"
#include "gateway/core/result.h"

#include <QObject>

#include <functional>
#include <optional>
#include <string>
#include <vector>

namespace gateway::host {

/// The configuration as a text with a past: what this program changed can be taken
/// back, every version that was in force can be put back, and all of it can be edited
/// as JSON. Main thread; nothing blocks, answers come from the event loop.
class ConfigEditing : public QObject {
    Q_OBJECT
public:
    using Done = std::function<void(Result<void>)>;
    using Parts = std::vector<config::ChangedPart>;
    enum class Move { Changed, Undone, Redone };

    using QObject::QObject;

    /// What `undo()` would change; empty: there is nothing to take back. A change by
    /// somebody else ends what can be taken back: the versions know more.
    virtual std::optional<Parts> undoable() const = 0;
    virtual std::optional<Parts> redoable() const = 0;
    /// SHA-256 of the consumers' keys that are accepted now and would not be after `undo()`.
    virtual std::vector<std::string> keysTakenByUndo() const = 0;
    /// To the letter, with fields that nobody here knows, but a key that is revoked stays revoked. Errors: ConfigInvalid (it is not valid any
    /// more, or there is nothing), Io.
    virtual void undo(Done done) = 0;
    virtual void redo(Done done) = 0;

    /// What would be in the file: what it says, if that is valid, else the last valid text, or the demo.
    virtual std::string textInForce() const = 0;
    /// The file as it is on the disk now, valid or not.
    virtual void readText(std::function<void(config::FileText)> done) = 0;
    /// What would be said of `text` as the configuration.
    virtual std::vector<config::Issue> check(const std::string& text) const = 0;
    /// Puts `text` in the place of `base`, which the file must still say; empty: there was none. Errors: ConfigInvalid
    /// (message and path of the first issue), Io, also if somebody changed the file.
    virtual void replaceText(std::string text, std::optional<std::string> base, Done done) = 0;

    /// Takes what the file says at `paths`, such as "listen.http_port", out of it, so that the defaults hold there. Nothing is
    /// written where it says nothing of them. Errors: ConfigInvalid, Io.
    virtual void dropFields(std::vector<std::string> paths, Done done) = 0;

    /// Keeps text that nobody saved for the next start, for its owner alone. Blocks: for the end of the program. Errors: InvalidRequest
    /// (it may hold a key, and nothing is kept), Io.
    virtual Result<void> keepDraft(const std::string& text) = 0;
    /// What was kept; empty: nothing.
    virtual void readDraft(std::function<void(std::optional<std::string>)> done) = 0;
    /// It was saved, or is not wanted any more.
    virtual void dropDraft() = 0;

    virtual void listVersions(std::function<void(Result<std::vector<config::Version>>)> done) = 0;
    virtual void readVersion(int number, std::function<void(Result<std::string>)> done) = 0;
    /// A version as it would be put back: keys that were revoked since stay so.
    struct Restorable {
        std::string text;
        std::size_t stillRevoked = 0; ///< how many such keys it has
    };
    virtual void readRestorable(int number, std::function<void(Result<Restorable>)> done) = 0;
    /// The same of a text from elsewhere, such as a backup.
    virtual void readRestorable(std::string text, std::function<void(Result<Restorable>)> done) = 0;
    /// As `replaceText()`, whatever the file says, with the text of `readRestorable()`.
    virtual void restoreVersion(int number, Done done) = 0;
    virtual void restoreText(std::string text, Done done) = 0;

    /// All that spoke against the last change that was refused, of whatever kind, in words that can be translated. They are
    /// about an error whose message is the first of them in English.
    virtual const std::vector<config::Issue>& refusals() const = 0;

Q_SIGNALS:
    /// This program changed the configuration, or took a change back.
    void moved(gateway::host::ConfigEditing::Move move, const std::vector<gateway::config::ChangedPart>& parts);
    /// Taking something back, or doing it again, would have made revoked keys of these consumers valid: they stay revoked. After `moved()`.
    void stayedRevoked(const std::vector<std::string>& consumers);
    /// `undoable()` or `redoable()` is another.
    void undoChanged();
    /// There is one version more.
    void versionsChanged();
};

} // namespace gateway::host
