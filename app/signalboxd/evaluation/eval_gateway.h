#pragma once

#include "gateway/core/result.h"
#include "gateway/core/secret.h"
#include "gateway/host/checks/data_folder_lock.h"
#include "gateway/host/gateway_host.h"

#include <QObject>
#include <QUrl>

#include <functional>
#include <memory>
#include <optional>

namespace app {

/// The gateway that a run goes through: the one that runs with the data folder, else one of its own in this process, on
/// a free port of this machine. Main thread, with an event loop.
class EvalGateway final : public QObject {
    Q_OBJECT
public:
    struct Access {
        QUrl base; ///< of OpenAI's API, ends with /v1
        gateway::Secret key;
    };
    using Opened = std::function<void(gateway::Result<Access>)>;
    using Closed = std::function<void()>;

    explicit EvalGateway(gateway::host::HostOptions options, QObject* parent = nullptr);
    ~EvalGateway() override;

    /// `opened` is called once. Errors: of the gateway, which did not start; of the entry to one that runs.
    void open(Opened opened);
    /// Lets the gateway of its own write everything; then calls `closed`, once.
    void close(Closed closed);

private:
    void startOwn();
    void onStatus();
    void answer(gateway::Result<Access> result);

    gateway::host::HostOptions m_options;
    gateway::host::DataFolderLock m_lock;
    std::unique_ptr<gateway::host::GatewayHost> m_host;
    Opened m_opened;
    Closed m_closed;
};

} // namespace app
