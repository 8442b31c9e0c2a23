#include "body_budget.h"

#include <QtGlobal>

#include <algorithm>

namespace gateway::http {

namespace {

constexpr int kRetryAfter_s = 5;

std::int64_t inSteps(std::int64_t bytes) { return (bytes + BodyBudget::kStep - 1) / BodyBudget::kStep * BodyBudget::kStep; }

tl::unexpected<Error> overloaded(Sentence message)
{
    auto refused = failure(ErrorKind::OverloadedHere, std::move(message));
    refused.value().retryAfter_s = kRetryAfter_s;
    return refused;
}

} // namespace

BodyBudget::Share::Share(Share&& other) noexcept
    : m_account(std::move(other.m_account)), m_wanted(std::exchange(other.m_wanted, 0)), m_held(std::exchange(other.m_held, 0))
{
}

BodyBudget::Share& BodyBudget::Share::operator=(Share&& other) noexcept
{
    std::swap(m_account, other.m_account);
    std::swap(m_wanted, other.m_wanted);
    std::swap(m_held, other.m_held);
    Share last(std::move(other)); // releases what this share held
    return *this;
}

BodyBudget::Share::~Share() { give(m_held); }

bool BodyBudget::Share::take(std::int64_t bytes)
{
    Total& total = *m_account->total;
    const std::int64_t most = total.most;
    const bool fits = m_account->held.fetch_add(bytes) + bytes <= most / kParts;
    if (fits && total.held.fetch_add(bytes) + bytes <= most)
        return true;
    if (fits)
        total.held -= bytes;
    m_account->held -= bytes;
    return false;
}

void BodyBudget::Share::give(std::int64_t bytes)
{
    if (!m_account || bytes == 0)
        return;
    m_account->held -= bytes;
    m_account->total->held -= bytes;
}

Result<void> BodyBudget::Share::hold(std::int64_t bytes)
{
    const std::int64_t wanted = inSteps(bytes);
    if (m_account && wanted > m_held && !take(wanted - m_held)) {
        const std::int64_t most = m_account->total->most;
        return overloaded(isShortOfOwn(bytes)
                ? Sentence(QT_TRANSLATE_NOOP("Error", "This caller's requests and answers would exceed the memory limit for one caller (%1 bytes, a quarter of "
        "listen.max_total_body_bytes). Wait for requests in progress to complete, send smaller ones, or raise that limit."),
                      {std::to_string(most / kParts)})
                : Sentence(QT_TRANSLATE_NOOP("Error", "All requests and answers together would exceed the memory limit (%1 bytes, listen.max_total_body_bytes). Try "
        "again in a moment, or raise that limit."),
                      {std::to_string(most)}));
    }
    if (wanted < m_held)
        give(m_held - wanted);
    m_held = wanted;
    m_wanted = bytes;
    return {};
}

bool BodyBudget::Share::isShortOfOwn(std::int64_t bytes) const
{
    return m_account && m_account->held + inSteps(bytes) - m_held > m_account->total->most / kParts;
}

BodyBudget::Share BodyBudget::Share::sibling() const { return Share(m_account); }

BodyBudget::BodyBudget(std::int64_t most) : m_total(std::make_shared<Total>()) { m_total->most = most; }

void BodyBudget::setMost(std::int64_t bytes) { m_total->most = bytes; }

BodyBudget::Share BodyBudget::shareOf(std::string_view caller)
{
    const auto known = m_accounts.find(caller);
    if (known != m_accounts.end())
        if (auto account = known->second.lock())
            return Share(std::move(account));
    forgetIdle();
    auto account = std::make_shared<Account>(m_total);
    m_accounts.insert_or_assign(std::string(caller), account);
    return Share(std::move(account));
}

void BodyBudget::forgetIdle()
{
    if (m_accounts.size() < m_manyAccounts)
        return;
    std::erase_if(m_accounts, [](const auto& entry) { return entry.second.expired(); });
    m_manyAccounts = std::max<std::size_t>(64, 2 * m_accounts.size());
}

} // namespace gateway::http
