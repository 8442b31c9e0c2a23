#include "capture_policy.h"

#include "gateway/config/settings/timestamp.h"

#include <QtGlobal>

#include <cstddef>
#include <utility>

namespace gateway::policy {

namespace {

/// Collects the content of one exchange. Created with the request, null before.
class Collected {
public:
    void begin(std::string_view request, std::size_t most)
    {
        m_most = most;
        m_content = std::make_shared<usage::Content>();
        m_content->request = request.substr(0, most);
        m_content->isCut = request.size() > most;
    }
    void add(std::string_view piece)
    {
        if (!m_content)
            return;
        const std::size_t room = m_most - m_content->answer.size();
        m_content->answer += piece.substr(0, room);
        m_content->isCut |= piece.size() > room;
    }
    /// Without secrets. Null: nothing was collected.
    std::shared_ptr<usage::Content> take(const secrets::Redactor& redactor)
    {
        if (!m_content)
            return nullptr;
        m_content->request = redactor.redactKnown(m_content->request);
        m_content->answer = redactor.redactKnown(m_content->answer);
        return std::exchange(m_content, nullptr);
    }

private:
    std::shared_ptr<usage::Content> m_content;
    std::size_t m_most = 0; // bytes of each
};

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
            if (!m_policy.isOver(request))
                m_collected.begin(request.body, m_policy.m_most);
            co_return Result<void>();
        }

        void onAnswer(std::string_view piece) override { m_collected.add(piece); }

        void settled(const Request& request) override
        {
            if (!request.isRecorded)
                return;
            if (const auto content = m_collected.take(*request.redactor)) {
                content->expiresAt = m_policy.m_until;
                request.record->content = content;
            }
        }

    private:
        const CapturePolicy& m_policy;
        Collected m_collected;
    };

    bool isOver(const Request& request) const { return m_until <= request.startedAt; }

    WallTime m_until;
    std::string m_untilText; // RFC 3339, as in the configuration
    std::size_t m_most; // bytes of a request and of its answer
};

class JudgedPolicy final : public Policy {
public:
    explicit JudgedPolicy(const config::ExperimentSettings& settings)
        : m_experiment(settings.name)
        , m_judge(settings.judge->model)
    {
    }

    std::unique_ptr<PolicyRun> begin() const override { return std::make_unique<Run>(); }

    Explained explain(const Request& /*request*/) const override
    {
        return {{QT_TRANSLATE_NOOP("Error", "experiment \"%1\": judge %2 gets the request and its answer, if no other answer of its session was scored before"), {m_experiment, m_judge}}};
    }

private:
    class Run final : public PolicyRun {
    public:
        Task<Result<void>> bodyUnderstood(const Request& request) override
        {
            m_collected.begin(request.body, kMostJudged);
            co_return Result<void>();
        }

        void onAnswer(std::string_view piece) override { m_collected.add(piece); }

        void settled(const Request& request) override
        {
            if (request.isRecorded && !request.record->experiment.empty())
                request.record->judged = m_collected.take(*request.redactor);
        }

    private:
        Collected m_collected;
    };

    std::string m_experiment;
    std::string m_judge;
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

Said judgedAt(const Place& place)
{
    if (!place.route || !place.route->experiment || !place.route->experiment->judge || place.route->experiment->measure != "judge")
        return {};
    return {Said::What::On, std::make_shared<const JudgedPolicy>(*place.route->experiment)};
}

} // namespace gateway::policy
