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

/// The configuration with its history: changes made by this program can be undone, every version that was in force can
/// be restored, and the whole text can be edited as JSON. Main thread; nothing blocks, results come from the event
/// loop.
class ConfigEditing : public QObject {
    Q_OBJECT
public:
    using Done = std::function<void(Result<void>)>;
    using Parts = std::vector<config::ChangedPart>;
    enum class Move { Changed, Undone, Redone };

    using QObject::QObject;

    /// What `undo()` would change; empty: nothing to undo. A change from outside this program clears the undo steps;
    /// the version history still has them.
    virtual std::optional<Parts> undoable() const = 0;
    virtual std::optional<Parts> redoable() const = 0;
    /// SHA-256 of the consumers' keys that are accepted now and would not be after `undo()`.
    virtual std::vector<std::string> keysTakenByUndo() const = 0;
    /// Restores the previous text exactly, including unknown fields, except that revoked keys stay revoked. Errors:
    /// ConfigInvalid (the text is no longer valid, or there is nothing to undo), Io.
    virtual void undo(Done done) = 0;
    virtual void redo(Done done) = 0;

    /// Calls `then` when every change begun so far has been written or rejected; at once if there is none. Only then do
    /// `undoable()` and `redoable()` include those changes.
    virtual void afterChanges(std::function<void()> then) = 0;

    /// The text in force: the file's if it is valid, else the last valid text or the demo configuration.
    virtual std::string textInForce() const = 0;
    /// Reads the file as it is on disk now, valid or not.
    virtual void readText(std::function<void(config::FileText)> done) = 0;
    /// Returns the issues that `text` would have as the configuration.
    virtual std::vector<config::Issue> check(const std::string& text) const = 0;
    /// Replaces `base` with `text`. The file must still contain `base`; empty: there was no file. Errors: ConfigInvalid
    /// (message and path of the first issue), Io, also if the file was changed meanwhile.
    virtual void replaceText(std::string text, std::optional<std::string> base, Done done) = 0;

    /// Removes the fields at `paths`, such as "listen.http_port", from the file so that their defaults apply. Writes
    /// nothing if the file contains none of them. Errors: ConfigInvalid, Io.
    virtual void dropFields(std::vector<std::string> paths, Done done) = 0;

    /// Keeps unsaved text for the next start, readable by its owner only. Blocks: call it at program end. Errors:
    /// InvalidRequest (the text may contain a key; nothing is kept), Io.
    virtual Result<void> keepDraft(const std::string& text) = 0;
    /// Reads the draft that was kept; empty: none.
    virtual void readDraft(std::function<void(std::optional<std::string>)> done) = 0;
    /// Deletes the draft after it was saved or discarded.
    virtual void dropDraft() = 0;

    virtual void listVersions(std::function<void(Result<std::vector<config::Version>>)> done) = 0;
    /// A version as it would be restored: keys revoked since then stay revoked.
    struct Restorable {
        std::string text;
        std::size_t stillRevoked = 0; ///< number of such keys in it
    };
    virtual void readRestorable(int number, std::function<void(Result<Restorable>)> done) = 0;
    /// The same for text from elsewhere, such as a backup.
    virtual void readRestorable(std::string text, std::function<void(Result<Restorable>)> done) = 0;
    /// Like `replaceText()`, whatever the file contains, with the text from `readRestorable()`.
    virtual void restoreVersion(int number, Done done) = 0;
    virtual void restoreText(std::string text, Done done) = 0;

    /// All reasons why the last change was rejected, in translatable form. They belong to the error whose message is
    /// the first of them in English.
    virtual const std::vector<config::Issue>& refusals() const = 0;

Q_SIGNALS:
    /// Emitted when this program made, undid or redid a change.
    void moved(gateway::host::ConfigEditing::Move move, const std::vector<gateway::config::ChangedPart>& parts);
    /// Emitted after `moved()` when undo or redo would have reactivated revoked keys of these consumers; the keys stay
    /// revoked.
    void stayedRevoked(const std::vector<std::string>& consumers);
    /// Emitted when `undoable()` or `redoable()` changes.
    void undoChanged();
    /// Emitted when a version was added.
    void versionsChanged();
};

} // namespace gateway::host
