#pragma once

#include <QWidget>

namespace ui::models {
class EvalMatrixModel;
}
namespace ui::widgets {
class DataTable;
}

namespace ui::pages {

/// The numbers of the score bars' axis, in the heading of their column.
class ScoreAxisLabels final : public QWidget {
    Q_OBJECT
public:
    /// Belongs to `table`, whose model is `model`.
    ScoreAxisLabels(const models::EvalMatrixModel& model, widgets::DataTable& table);

protected:
    bool eventFilter(QObject* watched, QEvent* event) override;
    void paintEvent(QPaintEvent* event) override;

private:
    const models::EvalMatrixModel& m_model;
    widgets::DataTable& m_table;
};

} // namespace ui::pages
