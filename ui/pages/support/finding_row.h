#pragma once

#include "gateway/host/doctor/finding.h"

#include <QWidget>

namespace ui::widgets {
class Label;
class StatusLabel;
}

namespace ui::pages {

/// A finding of the doctor: its state and subject, the finding, the remedy. Private to the room.
class FindingRow : public QWidget {
    Q_OBJECT
public:
    explicit FindingRow(gateway::host::Finding finding, QWidget* parent = nullptr);

    const gateway::host::Finding& finding() const { return m_finding; }
    void retranslate();

private:
    gateway::host::Finding m_finding;
    widgets::StatusLabel* m_state;
    widgets::Label* m_found;
    widgets::Label* m_remedy;
};

} // namespace ui::pages
