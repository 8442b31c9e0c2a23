#pragma once

#include "notice_rules.h"

#include "gateway/core/clock.h"

#include <QCoreApplication>
#include <QString>

#include <map>
#include <set>
#include <vector>

namespace app {

/// Bundles notices of one sort in quick succession: more than `kMostApart` within `kTogether` become one notice with
/// their number, which further ones join. The ends of bundled notices are also bundled, after the last of them.
/// Retracted notices leave the bundle silently; with the last one it is retracted. Notices of the sort `Alone` are
/// passed through. Pure; main thread.
class NoticeBundles {
    Q_DECLARE_TR_FUNCTIONS(app::NoticeBundles)
public:
    static constexpr std::size_t kMostApart = 3;
    static constexpr std::chrono::minutes kTogether{1};

    /// Returns the steps to carry out at once; the others wait.
    std::vector<NoticeStep> take(std::vector<NoticeStep> steps);
    bool isWaiting() const { return !m_waiting.empty(); }
    /// Returns the steps that have waited. Call it shortly after the first: others of its sort may follow.
    std::vector<NoticeStep> release(gateway::TimePoint now);

private:
    struct Announced {
        Notice notice;
        gateway::TimePoint at;
    };
    /// Notices of one sort, by key.
    struct Pile {
        std::map<QString, Announced> apart; ///< beginnings that were reported separately
        std::set<QString> bundled;     ///< beginnings in the current bundle
        std::set<QString> ended;       ///< those of them that have ended
        std::set<QString> over;        ///< ends in the bundle of ends
        gateway::TimePoint at;         ///< when the bundle of beginnings was reported
    };
    using Notices = std::vector<Notice>;
    void begin(std::vector<NoticeStep>& steps, const Notices& notices, gateway::TimePoint now);
    void end(std::vector<NoticeStep>& steps, const Notices& notices);
    void forget(std::vector<NoticeStep>& steps, const QString& matter);
    static Notice bundleOf(const Notice& like, std::size_t count);

    std::map<NoticeSort, Pile> m_piles;
    Notices m_waiting; ///< the last one for each key
};

} // namespace app
