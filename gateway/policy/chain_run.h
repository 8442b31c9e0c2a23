#pragma once

#include "policy_chains.h"

#include <memory>
#include <string_view>
#include <vector>

namespace gateway::policy {

/// The policies that are on for one exchange. Without any, it allocates nothing and each call is one comparison. Gateway thread.
class ChainRun {
public:
    ChainRun() = default;
    ChainRun(const ChainRun&) = delete;
    ChainRun& operator=(const ChainRun&) = delete;

    /// Whose policies act from here on; null: none. Again once the route is known: what is in both goes on, with what it remembers;
    /// what is not ends. The chain must outlive this.
    void use(const PolicyChain* chain)
    {
        if (chain != m_chain)
            change(chain);
    }

    /// Whether any acts at that stage.
    bool acts(Stage stage) const { return m_stages.has(stage); }

    /// One of the stages up to `AfterPlan`. Errors: of the first policy that refuses the request; those behind it are not asked.
    Task<Result<void>> pass(Stage stage, const Request& request);
    /// Errors: of the first policy that does not want the target to be asked.
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
    Stages m_stages; // of all of these
    std::vector<Running> m_running;
};

} // namespace gateway::policy
