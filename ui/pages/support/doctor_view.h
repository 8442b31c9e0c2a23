#pragma once

#include "ui/models/gateway_access.h"
#include "ui/widgets/card.h"

#include <vector>

class QScrollArea;
class QVBoxLayout;

namespace ui::widgets {
class Button;
class StatusLabel;
}

namespace ui::pages {

class FindingRow;

/// What may be wrong on this machine, and what to do about it. Looks when it is shown for the first time and when it is
/// told to; stops when it is hidden.
class DoctorView : public widgets::Card {
    Q_OBJECT
public:
    /// `access` must outlive it.
    explicit DoctorView(models::GatewayAccess& access, QWidget* parent = nullptr);
    ~DoctorView() override;

    void examine();
    bool isExamining() const { return m_isExamining; }

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
    void settle();
    void copyDiagnostics();
    std::vector<gateway::host::Finding> findings() const;

    models::GatewayAccess& m_access;
    widgets::StatusLabel* m_summary;
    widgets::Button* m_again;
    widgets::Button* m_copy;
    QScrollArea* m_scroll;
    QVBoxLayout* m_column = nullptr;
    std::vector<FindingRow*> m_rows; ///< as shown
    bool m_isExamining = false;
    bool m_hasExamined = false;
    bool m_isCopied = false;
};

} // namespace ui::pages
