#pragma once

#include <QStringList>
#include <QWidget>

namespace ui::wizard {

/// The steps from top to bottom on a line: completed, current and future ones.
class StepLine : public QWidget {
    Q_OBJECT
public:
    explicit StepLine(QWidget* parent = nullptr);

    void setSteps(const QStringList& names);
    void setCurrent(int step);
    QSize sizeHint() const override;
    QSize minimumSizeHint() const override;

protected:
    void paintEvent(QPaintEvent* event) override;

private:
    void describe();

    QStringList m_names;
    int m_current = 0;
};

} // namespace ui::wizard
