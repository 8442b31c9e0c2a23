#pragma once

#include <QTimer>
#include <QWidget>

namespace ui::widgets {

class Label;
class StatusShape;

/// Three dots and a word, shown when something takes longer than 300 ms. They do not move.
class BusyDots : public QWidget {
    Q_OBJECT
public:
    explicit BusyDots(QWidget* parent = nullptr);

    /// Shows `what` ("Testing…") from 300 ms after now on.
    void start(const QString& what);
    void stop();
    bool isBusy() const { return m_isBusy; }

private:
    void setShown(bool shown);

    StatusShape* m_shape;
    Label* m_text;
    QTimer m_delay;
    bool m_isBusy = false;
};

} // namespace ui::widgets
