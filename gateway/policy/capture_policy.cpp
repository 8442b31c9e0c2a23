#include "capture_policy.h"

#include "gateway/config/settings/timestamp.h"

#include <QtGlobal>

#include <cstddef>
#include <utility>

namespace gateway::policy {

namespace {

class CapturePolicy final : public Policy {
public:
    CapturePolicy(const config::CaptureSettings& settings, WallTime until)
        : m_until(until)
        , m_untilText(settings.until)
        , m_most(static_cast<std::size_t>(settings.maxBytes))
    {
    }

    std::unique_ptr<PolicyRun> begin() const override { return std::make_unique<Run>(*this); }

    Explained explain(const Request& request) const override
    {
        if (isOver(request))
            return {{QT_TRANSLATE_NOOP("Error", "keeps no content: it ended at %1"), {m_untilText}}};
        return {{QT_TRANSLATE_NOOP("Error", "keeps the request and its answer until %1, at most %2 bytes of each"), {m_untilText, std::to_string(m_most)}}};
    }

private:
    class Run final : public PolicyRun {
    public:
        explicit Run(const CapturePolicy& policy)
            : m_policy(policy)
        {
        }

        Task<Result<void>> bodyUnderstood(const Request& request) override
        {
            if (!m_policy.isOver(request)) {
                m_content = std::make_shared<usage::Content>();
                m_content->expiresAt = m_policy.m_until;
                m_content->request = request.body.substr(0, m_policy.m_most);
                m_content->isCut = request.body.size() > m_policy.m_most;
            }
            co_return Result<void>();
        }

        void onAnswer(std::string_view piece) override
        {
            if (!m_content)
                return;
            const std::size_t room = m_policy.m_most - m_content->answer.size();
            m_content->answer += piece.substr(0, room);
            m_content->isCut |= piece.size() > room;
        }

        void settled(const Request& request) override
        {
            if (!m_content || !request.isRecorded)
                return;
            m_content->request = request.redactor->redactKnown(m_content->request);
            m_content->answer = request.redactor->redactKnown(m_content->answer);
            request.record->content = std::exchange(m_content, nullptr);
        }

    private:
        const CapturePolicy& m_policy;
        std::shared_ptr<usage::Content> m_content; // null: nothing is to be kept
    };

    bool isOver(const Request& request) const { return m_until <= request.startedAt; }

    WallTime m_until;
    std::string m_untilText; // RFC 3339, as in the configuration
    std::size_t m_most; // bytes of a request and of its answer
};

} // namespace

Said captureAt(const Place& place)
{
    if (!place.consumer || !place.consumer->capture)
        return {};
    const config::CaptureSettings& settings = *place.consumer->capture;
    const auto until = config::parseTimestamp(settings.until);
    return until ? Said{Said::What::On, std::make_shared<const CapturePolicy>(settings, *until)} : Said();
}

} // namespace gateway::policy
