"""Tells the appointment pages which courses somebody may be licensed to train."""

from typing import Any

from flask import Flask

from courses.curriculum.queries import get_programme, list_latest
from lms.accounts.signals import OfferedCourse, courses_offered


def init_app(_app: Flask) -> None:
    """Connect once a process; connecting again changes nothing."""
    courses_offered.connect(list_offered_courses)


def list_offered_courses(_sender: Any) -> list[OfferedCourse]:
    """Every course of the newest version of every programme."""
    programmes = [get_programme(version.sha256) for version in list_latest()]
    return [
        OfferedCourse(programme.slug, course.slug, programme.title, course.title)
        for programme in programmes
        for course in programme.courses
    ]
