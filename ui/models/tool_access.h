#pragma once

#include "gateway/clients/client_setups.h"
#include "gateway/core/result.h"
#include "gateway/core/secret.h"

#include <QObject>

#include <functional>
#include <memory>
#include <string>
#include <vector>

namespace gateway::host {
class ClientKeeper;
}

namespace ui::models {

/// What pages ask of the tools of this machine: `gateway::host::ClientKeeper` as an interface, so that
/// tests can stand in for it. Main thread; nothing blocks, answers come from the event loop. What the
/// calls do is written at `ClientKeeper`.
class ToolAccess : public QObject {
    Q_OBJECT
public:
    template <class T> using Done = std::function<void(gateway::Result<T>)>;

    using QObject::QObject;

    /// Null only if the program's own data is broken.
    virtual std::shared_ptr<const gateway::clients::Catalogue> catalogue() const = 0;
    virtual void detect(const std::string& base, std::function<void(std::vector<gateway::clients::ClientState>)> done) = 0;
    virtual void setWatched(bool isWatched) = 0;
    virtual void askVersion(const std::string& client, Done<std::string> done) = 0;
    virtual void plan(gateway::clients::SetupWish wish, Done<gateway::clients::SetupPlan> done) = 0;
    virtual void setUp(const gateway::clients::SetupPlan& plan, Done<gateway::Secret> done) = 0;
    virtual void planRestore(const std::string& client, Done<gateway::clients::RestorePlan> done) = 0;
    virtual void restore(const gateway::clients::RestorePlan& plan, Done<void> done) = 0;

Q_SIGNALS:
    /// A set-up was made, taken back or forgotten.
    void changed();
    /// While it is watched: a file of a tool that is set up says something else than before.
    void filesChanged();
};

/// The real one. `keeper` must outlive it.
std::unique_ptr<ToolAccess> makeToolAccess(gateway::host::ClientKeeper& keeper);

} // namespace ui::models
