#pragma once

#include "ui/models/gateway_parts.h"
#include "ui/widgets/card.h"

#include "gateway/core/clock.h"

#include <vector>

class QScrollArea;
class QVBoxLayout;

namespace ui::widgets {
class Button;
class StatusLabel;
}

namespace ui::pages {

class FindingRow;

/// Problems on this machine, with remedies. Runs on request, when it is shown and the last run was more than a minute
/// ago, and again if unreadable keys may have become readable; stops when it is hidden.
class DoctorView : public widgets::Card {
    Q_OBJECT
public:
    using Access = models::GatewayParts<models::GatewayControl, models::Configuration, models::Diagnosis>;

    /// `access` must outlive it, and `clock`; null: the system clock.
    explicit DoctorView(const Access& access, QWidget* parent = nullptr, const gateway::Clock* clock = nullptr);
    ~DoctorView() override;

    void examine();
    bool isExamining() const { return m_isExamining; }
    /// The findings of the last run so far, as shown.
    std::vector<gateway::host::Finding> findings() const;

protected:
    void showEvent(QShowEvent* event) override;
    void hideEvent(QHideEvent* event) override;
    void changeEvent(QEvent* event) override;

private:
    void build();
    void retranslate();
    void stop();
    void add(const gateway::host::Finding& finding);
    void ended();
    void keysMayBeReadable();
    void settle();
    void copyDiagnostics();

    Access m_access;
    const gateway::SystemClock m_systemClock;
    const gateway::Clock& m_clock;
    widgets::StatusLabel* m_summary;
    widgets::Button* m_again;
    widgets::Button* m_copy;
    QScrollArea* m_scroll;
    QVBoxLayout* m_column = nullptr;
    std::vector<FindingRow*> m_rows; ///< as shown
    bool m_isExamining = false;
    bool m_hasExamined = false;
    bool m_mayFollow = false; ///< one automatic repetition is allowed for each requested run
    bool m_isOutdated = false; ///< by an event during the run
    gateway::WallTime m_lookedAt{};
    bool m_isCopied = false;
};

} // namespace ui::pages
