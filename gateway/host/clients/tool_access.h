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

/// Sets the tools of this machine up for the gateway. Main thread; nothing blocks, answers come from the event loop.
class ToolAccess : public QObject {
    Q_OBJECT
public:
    template <class T> using Done = std::function<void(Result<T>)>;

    using QObject::QObject;

    /// Null only if the program's own data is broken.
    virtual std::shared_ptr<const clients::ClientCatalog> catalog() const = 0;
    /// `base`: where clients reach the gateway, such as "http://127.0.0.1:8080". Whose key the configuration refuses is marked.
    virtual void detect(const std::string& base, std::function<void(std::vector<clients::ClientState>)> done) = 0;
    /// While it is watched, `filesChanged` is told: from the next `detect` on, for the files of clients that were set up by then.
    virtual void setWatched(bool isWatched) = 0;
    /// Errors: as `ClientSetups::askVersion`, which runs the client's program for some seconds at most.
    virtual void askVersion(const std::string& client, Done<std::string> done) = 0;
    /// `wish.knownKeys` is filled in from the configuration. Errors: as `ClientSetups::plan`.
    virtual void plan(clients::SetupWish wish, Done<clients::SetupPlan> done) = 0;
    /// Makes a key for the client's consumer (and the consumer) where the plan needs one, writes the files; the key
    /// that the client had from an earlier set-up is refused from then on. If the files cannot be written, the new key
    /// is taken out again. Gives the new key, for steps that a person takes; it is kept nowhere. Empty: the client keeps
    /// the one that it has. A route that the plan wants is added by the same change. Errors: as `ClientSetups::apply` and
    /// `Configuration::change`.
    virtual void setUp(const clients::SetupPlan& plan, Done<Secret> done) = 0;
    virtual void planRestore(const std::string& client, Done<clients::RestorePlan> done) = 0;
    /// The client's key is refused from then on; the consumer stays, with its past. The route that the set-up added goes, if nobody has
    /// changed it.
    virtual void restore(const clients::RestorePlan& plan, Done<void> done) = 0;

Q_SIGNALS:
    /// A set-up was made, taken back or forgotten, or its first request was answered, or failed.
    void changed();
    /// A file of a client that is set up says something else than before, whoever wrote it: `detect` tells what became of it.
    void filesChanged();
};

} // namespace gateway::host
