#pragma once

#include "app/process/config_change.h"
#include "app/process/consumer_request.h"

#include <QObject>

#include <functional>
#include <iosfwd>
#include <string>

namespace app {

/// `signalboxd consumer`: lists the consumers of a configuration file, or changes them in the file. `out` receives only
/// the list, and a new key once it is in the file; messages go to `err`. Main thread.
class ConsumerCommand final : public QObject {
    Q_OBJECT
public:
    using Done = std::function<void(int exitStatus)>;

    /// `out` and `err` must outlive the command.
    ConsumerCommand(const ConfigChange::Places& places, std::ostream& out, std::ostream& err, QObject* parent = nullptr);

    /// Call it once. `done` receives the exit status, from the event loop.
    void run(const ConsumerRequest& request, Done done);

private:
    void carryOut(const gateway::config::Document& document, const ConsumerRequest& request);
    void change(const gateway::config::Document& document, const ConsumerRequest& request);
    void fail(const std::string& message);

    ConfigChange m_change;
    std::ostream& m_out;
    std::ostream& m_err;
    Done m_done;
};

} // namespace app
