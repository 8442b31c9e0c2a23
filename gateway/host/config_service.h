#pragma once

#include "config_editing.h"
#include "gateway_host.h"

#include "gateway/config/config_file.h"
#include "gateway/config/document.h"

#include <QPointer>

#include <deque>
#include <memory>
#include <set>
#include <string>
#include <vector>

class QThread;

namespace gateway::host {

/// The configuration in force: read from its file, changed by the UI or by
/// whoever edits the file. An invalid text never replaces a valid one, and each that was
/// in force is kept in the history. Main thread; files are touched in the storage thread,
/// but for `load()`.
class ConfigService final : public ConfigEditing {
    Q_OBJECT
public:
    /// `catalog` and `storage` must outlive it.
    ConfigService(const HostOptions& options, const providers::Catalog& catalog, QThread& storage, QObject* parent = nullptr);
    ~ConfigService() override;

    /// Reads the file, once, before anything runs; then watches it. Where there is none, what a write that was cut off has left takes its place.
    /// A file of a later version is read as far as it is known where a bad file is no reason not to start.
    /// Errors: ConfigInvalid (no such file where one was asked for, or it is not
    /// valid), Io. The demo configuration is in force then.
    Result<void> load();

    /// As the file has it.
    const config::Settings& settings() const { return m_document.settings(); }
    /// With what the command line and the environment say instead.
    config::Settings effective() const { return withOptions(m_document.settings()); }
    const std::vector<config::Issue>& issues() const { return m_issues; }
    /// The file as it is now is not in force.
    bool isInvalid() const { return m_isInvalid; }
    /// Nor is one from before: what is in force came from no file.
    bool isDemo() const { return !m_text; }
    /// A later version wrote the file: it is never written, but by restoring a version on purpose.
    bool isNewer() const { return m_isNewer; }

    void change(const config::Settings& next, ChangeDone done);
    /// `then`: once what the file says now is taken, or refused.
    void reload(std::function<void()> then = {});

    std::optional<Parts> undoable() const override;
    std::optional<Parts> redoable() const override;
    std::vector<std::string> keysTakenByUndo() const override;
    void undo(Done done) override;
    void redo(Done done) override;
    std::string textInForce() const override { return *inForce(); }
    void readText(std::function<void(config::FileText)> done) override;
    std::vector<config::Issue> check(const std::string& text) const override;
    void replaceText(std::string text, std::optional<std::string> base, Done done) override;
    void dropFields(std::vector<std::string> paths, Done done) override;
    Result<void> keepDraft(const std::string& text) override;
    void readDraft(std::function<void(std::optional<std::string>)> done) override;
    void dropDraft() override;
    void listVersions(std::function<void(Result<std::vector<config::Version>>)> done) override;
    void readVersion(int number, std::function<void(Result<std::string>)> done) override;
    void readRestorable(int number, std::function<void(Result<Restorable>)> done) override;
    void readRestorable(std::string text, std::function<void(Result<Restorable>)> done) override;
    void restoreVersion(int number, Done done) override;
    void restoreText(std::string text, Done done) override;
    const std::vector<config::Issue>& refusals() const override { return m_refusals; }

Q_SIGNALS:
    void settingsChanged();
    /// `issues()`, `isInvalid()` or `isNewer()` is new.
    void issuesChanged();

private:
    using Text = std::shared_ptr<const std::string>; // steps that follow each other share theirs
    struct Step {
        Text before;
        Text after;
        Parts parts;
    };
    struct Change {
        enum class Kind { Settings, Text, Fields, Undo, Redo };
        Kind kind = Kind::Settings;
        config::Settings next;           // Settings
        std::string text;                // Text
        std::optional<std::string> base; // Text: what the file must say; empty: nothing yet
        Done done;
        bool isRestoring = false; // Text: a version of the history, which may take the place of a later program's file
        std::set<std::string> revoked = {}; // Text that is restored: the keys that it is not to revive
        std::vector<std::string> fields = {}; // Fields: that are taken out
    };
    struct Prepared {
        config::Document document;
        Text text;
        std::vector<config::Issue> issues;
        std::vector<std::string> stillRevoked = {}; ///< the consumers of keys that are not revived
    };

    void take(const config::FileText& text);
    void begin(Change change);
    void write();
    Result<Prepared> prepare(const Change& change);
    Result<Prepared> prepareSettings(const config::Settings& next);
    Result<Prepared> prepareFields(const std::vector<std::string>& dropped);
    Result<Prepared> preparedOf(Result<config::Document> document, std::vector<config::Issue> issues);
    Result<Prepared> parsed(Text text);
    Result<Prepared> withRevoked(Result<Prepared> step, const std::set<std::string>& revoked);
    tl::unexpected<Error> refused(const config::Issue& issue, ErrorKind kind = ErrorKind::ConfigInvalid);
    tl::unexpected<Error> refused(const std::vector<config::Issue>& issues, Error error);
    struct Kept {
        std::string text;
        std::set<std::string> revoked; // by the versions that are kept
    };
    using KeptText = std::function<Result<std::string>(const config::ConfigHistory&)>; // in the storage thread
    void readKept(KeptText read, std::function<void(Result<Kept>)> done);
    void readRestorable(KeptText read, std::function<void(Result<Restorable>)> done);
    void restore(KeptText read, Done done);
    void applied(Prepared prepared);
    void remember(Change::Kind kind, const Text& before);
    void forgetSteps();
    void written(const Result<void>& result);
    Result<void> takeText(const config::FileText& text);
    Result<config::Document> read(const config::FileText& text, std::vector<config::Issue>& issues) const;
    Text inForce() const;
    QString draftFile() const { return m_options.dataDir + QStringLiteral("/config-draft.json"); }
    config::Settings withOptions(config::Settings settings) const;
    Result<void> check(const config::Settings& settings, std::vector<config::Issue>& issues) const;
    void keepVersion(std::optional<std::string> before, std::string after, config::Author author);
    /// Runs `work(history)` in the storage thread, and `then` with what it gives here.
    template <class Work, class Then> void ask(Work work, Then then);

    const HostOptions m_options;
    const providers::Catalog& m_catalog;
    const config::ConfigHistory m_history;
    QPointer<config::ConfigFile> m_file; // lives in the storage thread and ends with it
    config::Document m_document;
    Text m_text;                      // what `m_document` was read from; null: it has no file
    std::optional<std::string> m_onDisk; // as read or written last, valid or not
    std::vector<config::Issue> m_issues;
    bool m_isInvalid = false;
    bool m_isNewer = false;
    bool m_hasFile = false; // what is in force came from one
    std::deque<Change> m_changes; // the first one is being written
    std::vector<Step> m_done;
    std::vector<Step> m_undone;
    std::vector<config::Issue> m_refusals;
    std::set<std::string> m_revoked; // keys of consumers, as long as nobody accepts them again on purpose
};

} // namespace gateway::host
