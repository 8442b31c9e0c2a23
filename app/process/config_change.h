#pragma once

#include "gateway/config/config_file.h"
#include "gateway/config/document.h"
#include "gateway/config/history/config_history.h"
#include "gateway/core/result.h"

#include <QObject>
#include <QString>

#include <functional>
#include <iosfwd>
#include <optional>
#include <string>

namespace app {

/// A command's change of a configuration file, made like the gateway's own: a running one applies it, and the history
/// keeps it. Main thread; results come from the event loop.
class ConfigChange final : public QObject {
    Q_OBJECT
public:
    struct Places {
        QString configFile;
        bool isGiven = false; ///< the file was named explicitly and must exist
        QString dataDir;      ///< location of the configuration history
    };
    using ReadDone = std::function<void(gateway::Result<gateway::config::Document>)>;
    using WriteDone = std::function<void(gateway::Result<void>)>;

    /// `err` receives the problems of an invalid file and must outlive this.
    ConfigChange(const Places& places, std::ostream& err, QObject* parent = nullptr);

    /// The configuration in force without a file, if there is none. Errors: Io; ConfigInvalid.
    void read(ReadDone done);
    /// After `read()`, once. `next`: what was read, with the change. Errors: Io, also if the file has changed meanwhile.
    void write(const gateway::config::Document& next, WriteDone done);
    /// The text that was read; empty without a file.
    std::string text() const { return m_text.value_or(std::string()); }

private:
    gateway::Result<gateway::config::Document> documentOf(const gateway::config::FileText& text);

    const QString m_dataDir;
    gateway::config::ConfigFile m_file;
    const bool m_isGiven;
    const gateway::config::ConfigHistory m_history;
    std::optional<std::string> m_text;
    std::ostream& m_err;
};

} // namespace app
