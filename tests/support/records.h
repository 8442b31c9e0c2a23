#pragma once

#include "gateway/config/settings/failure_settings.h"
#include "gateway/providers/provider_client.h"
#include "gateway/routing/explanation.h"
#include "gateway/usage/record.h"

// Sample exchanges, tests and a route for tests of models and pages.

/// `deepseek-*` to DeepSeek with qwen-turbo as fallback.
inline gateway::config::RouteSettings twoTargetRoute()
{
    gateway::config::TargetSettings first;
    first.provider = "deepseek";
    first.priority = 1;
    gateway::config::TargetSettings second;
    second.provider = "qwen";
    second.model = "qwen-turbo";
    gateway::config::RouteSettings route;
    route.id = "deepseek";
    route.match.models = {{gateway::config::TextMatch::Kind::Prefix, "deepseek-"}};
    route.targets = {first, second};
    return route;
}

/// A test answered with a status other than 200.
inline gateway::providers::ProbeResult refusedProbe(int status, const char* words)
{
    gateway::providers::ProbeResult result;
    result.problem = gateway::ErrorKind::UpstreamError;
    result.failure = gateway::providers::UpstreamFailure::Status;
    result.status = status;
    result.words = words;
    result.address = "api.example";
    result.message = gateway::asIs(std::string("the gateway's sentence: ") + words);
    return result;
}

/// A test without an answer.
inline gateway::providers::ProbeResult unreachedProbe()
{
    gateway::providers::ProbeResult result;
    result.problem = gateway::ErrorKind::UpstreamUnreachable;
    result.failure = gateway::providers::UpstreamFailure::Refused;
    result.address = "api.example";
    result.message = gateway::asIs("the gateway's sentence");
    return result;
}

/// Answered by DeepSeek at the first attempt.
inline gateway::usage::ExchangeRecord directRecord(gateway::WallTime at)
{
    gateway::usage::AttemptRecord attempt;
    attempt.provider = "deepseek";
    attempt.model = "deepseek-chat";
    attempt.key = "main";
    attempt.status = 200;
    attempt.duration = gateway::Milliseconds{2000};
    gateway::usage::ExchangeRecord record;
    record.id = "r1";
    record.startedAt = at;
    record.clientName = "Cursor";
    record.route = "deepseek";
    record.askedModel = "deepseek-chat";
    record.provider = "deepseek";
    record.model = "deepseek-chat";
    record.status = 200;
    record.outcome = gateway::usage::Outcome::Answered;
    record.attempts = {attempt};
    record.firstToken = gateway::Milliseconds{700};
    return record;
}

/// DeepSeek returned 429, Qwen answered.
inline gateway::usage::ExchangeRecord fallbackRecord(gateway::WallTime at)
{
    gateway::usage::ExchangeRecord record = directRecord(at);
    gateway::usage::AttemptRecord& failed = record.attempts.front();
    failed.status = 429;
    failed.failure = gateway::config::FailureClass::RateLimited;
    failed.reason = gateway::asIs("429");
    failed.duration = gateway::Milliseconds{200};
    gateway::usage::AttemptRecord second;
    second.provider = "qwen";
    second.model = "qwen-turbo";
    second.key = "main";
    second.status = 200;
    second.startedAfter = gateway::Milliseconds{210};
    second.duration = gateway::Milliseconds{3000};
    record.attempts.push_back(second);
    record.provider = "qwen";
    record.model = "qwen-turbo";
    record.isFallback = true;
    record.firstToken = gateway::Milliseconds{790};
    return record;
}

/// A request for gpt-4o: DeepSeek is in cooldown after a 429, Qwen would be asked.
inline gateway::routing::Explanation explainedRequest(gateway::WallTime now)
{
    gateway::routing::Explanation explanation;
    explanation.model = "gpt-4o";
    explanation.consumer = "anonymous";
    explanation.routes = {{"gpt-4o", "takes the request", true}, {"claude-sonnet", "it does not match the model"}, {"fast", "it is disabled"}};
    gateway::routing::Explanation::Place place;
    place.hasRoute = true;
    place.weight = 1;
    place.algorithm = "roundrobin";
    place.inputPrice = 0.4F;
    place.outputPrice = 1.2F;
    explanation.attempts = {{"qwen", "qwen-plus", "main", place}};
    gateway::Error why;
    why.kind = gateway::ErrorKind::UpstreamRateLimited;
    why.message = gateway::asIs("Provider \"deepseek\", key \"main\" is in cooldown until 14:03:13 UTC after rate_limited (429).");
    explanation.passedOver = {{"deepseek", "gpt-4o", "main", why, true, gateway::config::FailureClass::RateLimited, now + std::chrono::seconds{42}}};
    explanation.rules = {gateway::Sentence("another target is tried after: %1", {gateway::Sentence("rate limit")})};
    return explanation;
}

/// Two custom rules.
inline std::vector<gateway::config::FailureRuleSettings> ownRules()
{
    gateway::config::FailureRuleSettings plan;
    plan.name = "team-plan-used";
    plan.failure = gateway::config::FailureClass::RateLimited;
    plan.statuses = {{403, 403}};
    plan.words = {"daily plan is used up", "额度已用完"};
    plan.provider = "qwen";
    plan.rests = gateway::config::Rests::Key;
    gateway::config::FailureRuleSettings busy;
    busy.name = "proxy-busy";
    busy.failure = gateway::config::FailureClass::Overloaded;
    busy.statuses = {{500, 599}};
    return {plan, busy};
}
