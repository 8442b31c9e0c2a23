#pragma once

#include "gateway_host.h"

#include "gateway/config/config_file.h"
#include "gateway/config/document.h"

#include <QObject>
#include <QPointer>

#include <deque>
#include <memory>
#include <vector>

class QThread;

namespace gateway::host {

/// The configuration in force: read from its file, changed by the UI or by
/// whoever edits the file. An invalid text never replaces a valid one. Main
/// thread; the file itself is touched in the storage thread, but for `load()`.
class ConfigKeeper final : public QObject {
    Q_OBJECT
public:
    /// `catalog` and `storage` must outlive it.
    ConfigKeeper(const HostOptions& options, const providers::Catalog& catalog, QThread& storage, QObject* parent = nullptr);
    ~ConfigKeeper() override;

    /// Reads the file, once, before anything runs; then watches it.
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

    void change(const config::Settings& next, GatewayHost::ChangeDone done);
    void reload();

Q_SIGNALS:
    void settingsChanged();
    /// `issues()` or `isInvalid()` is new.
    void issuesChanged();

private:
    struct Change {
        config::Settings next;
        GatewayHost::ChangeDone done;
    };

    void take(const config::FileText& text);
    void write();
    void written(const Result<void>& result);
    Result<void> takeText(const config::FileText& text);
    config::Settings withOptions(config::Settings settings) const;
    Result<void> check(const config::Settings& settings, std::vector<config::Issue>& issues) const;

    const HostOptions m_options;
    const providers::Catalog& m_catalog;
    QPointer<config::ConfigFile> m_file; // lives in the storage thread and ends with it
    config::Document m_document;
    std::vector<config::Issue> m_issues;
    bool m_isInvalid = false;
    bool m_hasFile = false; // what is in force came from one
    std::deque<Change> m_changes; // the first one is being written
};

} // namespace gateway::host
