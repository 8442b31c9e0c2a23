#pragma once

#include "app/process/consumer_request.h"
#include "gateway/config/config_file.h"
#include "gateway/config/document.h"
#include "gateway/config/history/config_history.h"

#include <QObject>
#include <QString>

#include <functional>
#include <iosfwd>
#include <optional>
#include <string>

namespace app {

/// `signalboxd consumer`: lists the consumers of a configuration file, or changes them in the file like the gateway
/// itself, which applies the change if it is running. `out` receives only the list, and a new key once it is in the
/// file; messages go to `err`. Main thread.
class ConsumerCommand final : public QObject {
    Q_OBJECT
public:
    using Done = std::function<void(int exitStatus)>;

    struct Places {
        QString configFile;
        bool isGiven = false; ///< the file was named explicitly and must exist
        QString dataDir;      ///< location of the configuration history
    };

    /// `out` and `err` must outlive the command.
    ConsumerCommand(const Places& places, std::ostream& out, std::ostream& err, QObject* parent = nullptr);

    /// Call it once. `done` receives the exit status, from the event loop.
    void run(const ConsumerRequest& request, Done done);

private:
    void carryOut(const gateway::config::FileText& text, const ConsumerRequest& request);
    std::optional<gateway::config::Document> documentOf(const gateway::config::FileText& text);
    void change(const gateway::config::Document& document, const ConsumerRequest& request);
    void fail(const std::string& message);

    const QString m_dataDir;
    gateway::config::ConfigFile m_file;
    const bool m_given;
    const gateway::config::ConfigHistory m_history;
    std::optional<std::string> m_text; // of the file
    std::ostream& m_out;
    std::ostream& m_err;
    Done m_done;
};

} // namespace app
