#pragma once

#include "gateway/host/doctor/finding.h"
#include "gateway/host/doctor/program_facts.h"
#include "gateway/host/log/log_line.h"
#include "gateway/routing/explanation.h"
#include "gateway/routing/health/failure_rules.h"

#include <QString>

#include <functional>
#include <memory>
#include <string>
#include <utility>
#include <vector>

namespace gateway::host {

class UpdateWatch;

/// An upstream error response to classify with the failure rules.
struct FailedAnswer {
    int status = 0;
    std::vector<std::pair<std::string, std::string>> headers;
    std::string body;
    std::string providerType;
    std::string providerId; ///< for user rules that name a provider; empty: not a configured provider
};

/// Explains the gateway's decisions and finds problems. Main thread; nothing blocks, results come from the event loop.
class Diagnosis {
public:
    using Explained = std::function<void(routing::Explanation)>;
    using Found = std::function<void(const Finding&)>;

    /// Explains how a request would be handled now; sends nothing.
    virtual void explain(routing::Question question, Explained done) = 0;
    /// Classifies an upstream response by the rules in force.
    virtual routing::Verdict judge(const FailedAnswer& answer) const = 0;
    /// Never null.
    virtual std::shared_ptr<const routing::FailureRules> failureRules() const = 0;
    /// Runs the checks; calls `found` for each finding, then `done`. Another call, or `stopExamining()`, cancels the
    /// running examination, which then calls nothing more.
    virtual void examine(Found found, std::function<void()> done) = 0;
    virtual void stopExamining() = 0;
    /// Text about this program for a report, starting with `facts`. Contains no secret.
    virtual QString diagnostics(Facts facts, std::vector<Finding> findings) const = 0;
    /// The last lines of the application log, oldest first.
    virtual std::vector<LogLine> recentLog() const = 0;
    virtual QString logFile() const = 0;
    /// Watches for newer versions of this program. Lives as long as this object; checks by itself only once enabled.
    virtual UpdateWatch& updates() = 0;

protected:
    ~Diagnosis() = default;
};

} // namespace gateway::host
