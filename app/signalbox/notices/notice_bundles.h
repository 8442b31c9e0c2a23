#pragma once

#include "notice_rules.h"

#include "gateway/core/clock.h"

#include <QCoreApplication>
#include <QString>

#include <map>
#include <set>
#include <vector>

namespace app {

/// Notices of one sort that come close together: more than `kMostApart` within `kTogether` become one with their number,
/// which those that follow join. The ends of what stands as one are told as one, too, after the last of them. What is
/// taken away leaves it without a word; with the last it goes. Notices without a sort pass. Pure; main thread.
class NoticeBundles {
    Q_DECLARE_TR_FUNCTIONS(app::NoticeBundles)
public:
    static constexpr std::size_t kMostApart = 3;
    static constexpr std::chrono::minutes kTogether{1};

    /// What is to become of them at once; the rest waits.
    std::vector<NoticeStep> take(std::vector<NoticeStep> steps);
    bool isWaiting() const { return !m_waiting.empty(); }
    /// What has waited. Call it a moment after the first: others of its sort may be on their way.
    std::vector<NoticeStep> release(gateway::TimePoint now);

private:
    struct Announced {
        Notice notice;
        gateway::TimePoint at;
    };
    /// Of one sort, by their matters.
    struct Pile {
        std::map<QString, Announced> apart; ///< beginnings that were told each by itself
        std::set<QString> bundled;     ///< beginnings that are told as one, and stand
        std::set<QString> ended;       ///< of these
        std::set<QString> over;        ///< ends that are told as one
        gateway::TimePoint at;         ///< when the beginnings were told as one
    };
    using Notices = std::vector<Notice>;
    void begin(std::vector<NoticeStep>& steps, const Notices& notices, gateway::TimePoint now);
    void end(std::vector<NoticeStep>& steps, const Notices& notices);
    void forget(std::vector<NoticeStep>& steps, const QString& matter);
    static Notice bundleOf(const Notice& like, std::size_t count);

    std::map<NoticeSort, Pile> m_piles;
    Notices m_waiting; ///< of each matter the last
};

} // namespace app
