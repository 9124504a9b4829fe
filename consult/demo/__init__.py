"""The reference plan with people and voices; also the world of the browser tests."""

from consult.demo.building import build_demo
from consult.demo.folders import plan_folder

__all__ = ["build_demo", "plan_folder"]
