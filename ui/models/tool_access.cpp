#include "tool_access.h"

#include "gateway/host/clients/client_keeper.h"

#include <utility>

namespace ui::models {
namespace {

using gateway::clients::Catalogue;
using gateway::clients::ClientState;
using gateway::clients::RestorePlan;
using gateway::clients::SetupPlan;
using gateway::clients::SetupWish;
using gateway::host::ClientKeeper;

class KeeperAccess final : public ToolAccess {
public:
    explicit KeeperAccess(ClientKeeper& keeper) : m_keeper(keeper)
    {
        connect(&keeper, &ClientKeeper::changed, this, &ToolAccess::changed);
        connect(&keeper, &ClientKeeper::filesChanged, this, &ToolAccess::filesChanged);
    }

    std::shared_ptr<const Catalogue> catalogue() const override { return m_keeper.catalogue(); }
    void detect(const std::string& base, std::function<void(std::vector<ClientState>)> done) override { m_keeper.detect(base, std::move(done)); }
    void setWatched(bool isWatched) override { m_keeper.setWatched(isWatched); }
    void askVersion(const std::string& client, Done<std::string> done) override { m_keeper.askVersion(client, std::move(done)); }
    void plan(SetupWish wish, Done<SetupPlan> done) override { m_keeper.plan(std::move(wish), std::move(done)); }
    void setUp(const SetupPlan& plan, Done<gateway::Secret> done) override { m_keeper.setUp(plan, std::move(done)); }
    void planRestore(const std::string& client, Done<RestorePlan> done) override { m_keeper.planRestore(client, std::move(done)); }
    void restore(const RestorePlan& plan, Done<void> done) override { m_keeper.restore(plan, std::move(done)); }

private:
    ClientKeeper& m_keeper;
};

} // namespace

std::unique_ptr<ToolAccess> makeToolAccess(ClientKeeper& keeper) { return std::make_unique<KeeperAccess>(keeper); }

} // namespace ui::models
