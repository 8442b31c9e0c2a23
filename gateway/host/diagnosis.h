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

/// An upstream's answer that is to be judged by the rules of failures.
struct FailedAnswer {
    int status = 0;
    std::vector<std::pair<std::string, std::string>> headers;
    std::string body;
    std::string providerType;
    std::string providerId; ///< for the user's rules, which may name a provider by it; empty: of no configured provider
};

/// Why the gateway does what it does, and what may be wrong. Main thread; nothing blocks, answers come from the event loop.
class Diagnosis {
public:
    using Explained = std::function<void(routing::Explanation)>;
    using Found = std::function<void(const Finding&)>;

    /// What would become of a request now; nothing is sent.
    virtual void explain(routing::Question question, Explained done) = 0;
    /// What an upstream's answer would be taken for, by the rules in force.
    virtual routing::Verdict judge(const FailedAnswer& answer) const = 0;
    /// Never null.
    virtual std::shared_ptr<const routing::FailureRules> failureRules() const = 0;
    /// Looks for what may be wrong; `found` as it goes, then `done`. Another call, and `stopExamining()`, end the one before,
    /// of which nothing more is heard then.
    virtual void examine(Found found, std::function<void()> done) = 0;
    virtual void stopExamining() = 0;
    /// What is to be said of this program in a report, with `facts` before the rest. Holds no secret.
    virtual QString diagnostics(Facts facts, std::vector<Finding> findings) const = 0;
    /// The last lines of the application log, the oldest first.
    virtual std::vector<LogLine> recentLog() const = 0;
    virtual QString logFile() const = 0;
    /// Newer versions of this program. Lives as long as this; it looks by itself only once it is told to.
    virtual UpdateWatch& updates() = 0;

protected:
    ~Diagnosis() = default;
};

} // namespace gateway::host
