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

/// The configuration in force: read from its file and changed by the UI or by edits of the file. An invalid text never
/// replaces a valid one, and every text that was in force is kept in the history. Main thread; files are accessed in
/// the storage thread, except in `load()`.
class ConfigService final : public ConfigEditing {
    Q_OBJECT
public:
    /// `catalog` and `storage` must outlive it.
    ConfigService(const HostOptions& options, const providers::Catalog& catalog, QThread& storage, QObject* parent = nullptr);
    ~ConfigService() override;

    /// Reads the file once, before anything runs, then watches it. If the file is missing, the remains of an
    /// interrupted write replace it. If a bad file does not prevent the start, a file written by a later version is
    /// read as far as its fields are known. Errors: ConfigInvalid (a file given explicitly does not exist, or the file
    /// is not valid), Io. The demo configuration is in force then.
    Result<void> load();

    /// The settings as in the file.
    const config::Settings& settings() const { return m_document.settings(); }
    /// The settings with the overrides of the command line and the environment.
    config::Settings effective() const { return withOptions(m_document.settings()); }
    const std::vector<config::Issue>& issues() const { return m_issues; }
    /// Whether the current content of the file is not in force.
    bool isInvalid() const { return m_isInvalid; }
    /// Whether the configuration in force came from no file, not even an earlier content of it.
    bool isDemo() const { return !m_text; }
    /// Whether a later version wrote the file. It is then never written, except when the user restores a version.
    bool isNewer() const { return m_isNewer; }

    void change(const config::Settings& next, ChangeDone done);
    /// `then` is called once the content of the file has been accepted or rejected.
    void reload(std::function<void()> then = {});

    std::optional<Parts> undoable() const override;
    std::optional<Parts> redoable() const override;
    std::vector<std::string> keysTakenByUndo() const override;
    void undo(Done done) override;
    void redo(Done done) override;
    void afterChanges(std::function<void()> then) override;
    std::string textInForce() const override { return *inForce(); }
    void readText(std::function<void(config::FileText)> done) override;
    std::vector<config::Issue> check(const std::string& text) const override;
    void replaceText(std::string text, std::optional<std::string> base, Done done) override;
    void dropFields(std::vector<std::string> paths, Done done) override;
    Result<void> keepDraft(const std::string& text) override;
    void readDraft(std::function<void(std::optional<std::string>)> done) override;
    void dropDraft() override;
    void listVersions(std::function<void(Result<std::vector<config::Version>>)> done) override;
    void readRestorable(int number, std::function<void(Result<Restorable>)> done) override;
    void readRestorable(std::string text, std::function<void(Result<Restorable>)> done) override;
    void restoreVersion(int number, Done done) override;
    void restoreText(std::string text, Done done) override;
    const std::vector<config::Issue>& refusals() const override { return m_refusals; }

Q_SIGNALS:
    void settingsChanged();
    /// Emitted when `issues()`, `isInvalid()` or `isNewer()` changes.
    void issuesChanged();

private:
    using Text = std::shared_ptr<const std::string>; // consecutive steps share the text between them
    struct Step {
        Text before;
        Text after;
        Parts parts;
    };
    struct Change {
        enum class Kind { Settings, Text, Fields, Undo, Redo, None };
        Kind kind = Kind::Settings;
        config::Settings next;           // Settings
        std::string text;                // Text
        std::optional<std::string> base; // Text: the expected content of the file; empty: no file yet
        Done done;
        bool isRestoring = false; // Text: a version from the history, which may replace a file of a later version
        std::set<std::string> revoked = {}; // restored text: keys that must stay revoked
        std::vector<std::string> fields = {}; // Fields: paths to remove
    };
    struct Prepared {
        config::Document document;
        Text text;
        std::vector<config::Issue> issues;
        std::vector<std::string> stillRevoked = {}; ///< consumers whose keys stay revoked
    };

    void take(const config::FileText& text, WallTime readAt);
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
        std::set<std::string> revoked; // keys revoked by the kept versions
    };
    using KeptText = std::function<Result<std::string>(const config::ConfigHistory&)>; // called in the storage thread
    void readKept(KeptText read, std::function<void(Result<Kept>)> done);
    void readRestorable(KeptText read, std::function<void(Result<Restorable>)> done);
    void restore(KeptText read, Done done);
    void applied(Prepared prepared);
    void remember(Change::Kind kind, const Text& before);
    void forgetSteps();
    void written(const Result<void>& result);
    Result<void> takeText(const config::FileText& text, WallTime readAt);
    Result<config::Document> read(const config::FileText& text, std::vector<config::Issue>& issues) const;
    Text inForce() const;
    QString draftFile() const { return m_options.dataDir + QStringLiteral("/config-draft.json"); }
    config::Settings withOptions(config::Settings settings) const;
    Result<void> check(const config::Settings& settings, std::vector<config::Issue>& issues) const;
    void keepVersion(std::optional<std::string> before, std::string after, config::Author author, WallTime time);
    /// Runs `work(history)` in the storage thread, then `then` with its result in this thread.
    template <class Work, class Then> void ask(Work work, Then then);

    const HostOptions m_options;
    const providers::Catalog& m_catalog;
    const config::ConfigHistory m_history;
    QPointer<config::ConfigFile> m_file; // lives in the storage thread and ends with it
    config::Document m_document;
    Text m_text;                      // source of `m_document`; null: it has no file
    std::optional<std::string> m_onDisk; // as last read or written, valid or not
    std::vector<config::Issue> m_issues;
    bool m_isInvalid = false;
    bool m_isNewer = false;
    bool m_hasFile = false; // the configuration in force came from a file
    std::deque<Change> m_changes; // the first one is being written
    std::vector<Step> m_done;
    std::vector<Step> m_undone;
    std::vector<config::Issue> m_refusals;
    std::set<std::string> m_revoked; // consumer keys, until somebody accepts them again on purpose
};

} // namespace gateway::host
