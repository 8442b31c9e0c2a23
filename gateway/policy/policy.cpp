#include "policy.h"

namespace gateway::policy {

namespace {

Task<Result<void>> passing() { co_return Result<void>(); }

} // namespace

Task<Result<void>> PolicyRun::callerKnown(const Request&) { return passing(); }

Task<Result<void>> PolicyRun::bodyUnderstood(const Request&) { return passing(); }

Task<Result<void>> PolicyRun::beforePlan(const Request&) { return passing(); }

Task<Result<void>> PolicyRun::afterPlan(const Request&) { return passing(); }

Result<void> PolicyRun::beforeAttempt(const Request&, const AttemptTarget&) { return {}; }

void PolicyRun::onAnswer(std::string_view) {}

void PolicyRun::settled(const Request&) {}

} // namespace gateway::policy
