#pragma once

#include "policy_chains.h"

#include <memory>
#include <string_view>
#include <vector>

namespace gateway::policy {

/// The policies that apply to one exchange. Without policies, it allocates nothing and each call is one comparison.
/// Gateway thread.
class ChainRun {
public:
    ChainRun() = default;
    ChainRun(const ChainRun&) = delete;
    ChainRun& operator=(const ChainRun&) = delete;

    /// Sets whose policies apply from here on; null: none. To be called again once the route is known: policies in both
    /// chains continue with their state, the others end. The chain must outlive this object.
    void use(const PolicyChain* chain)
    {
        if (chain != m_chain)
            change(chain);
    }

    /// Whether any policy acts at that stage.
    bool acts(Stage stage) const { return m_stages.has(stage); }

    /// Runs one of the stages up to `AfterPlan`. Errors: that of the first policy that rejects the request; later ones
    /// are not called.
    Task<Result<void>> pass(Stage stage, const Request& request);
    /// Errors: that of the first policy that rejects the target.
    Result<void> beforeAttempt(const Request& request, const AttemptTarget& target);
    void onAnswer(std::string_view piece)
    {
        if (acts(Stage::OnAnswer))
            tell(piece);
    }
    /// To be called once.
    void settled(const Request& request);

private:
    struct Running {
        const PolicyRow* row = nullptr;
        const Policy* policy = nullptr;
        std::unique_ptr<PolicyRun> run;
    };

    void change(const PolicyChain* chain);
    void tell(std::string_view piece);

    const PolicyChain* m_chain = nullptr;
    Stages m_stages; // of all running policies
    std::vector<Running> m_running;
};

} // namespace gateway::policy
